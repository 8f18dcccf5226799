package io.relaystream.api.edge.http;

import io.relaystream.api.webhook.Hosts;
import io.relaystream.api.webhook.Network;
import io.relaystream.api.webhook.PostResult;
import io.relaystream.api.webhook.PostResult.Kind;
import io.relaystream.api.webhook.Poster;
import io.relaystream.api.webhook.WebhookUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// Posts over HTTP. What connects is what asks for the address, so that the address that is looked
/// at is the one that is connected to: a name server that changes its mind gains nothing. Nobody
/// reads the body of an answer.
public final class HttpPoster implements Poster, AutoCloseable {
    /// More than are ever asked for: nobody waits for one.
    private static final int CONNECTIONS = 100;

    private static final Timeout LIMIT = Timeout.ofSeconds(5);

    /// Of a whole attempt: who sends a byte from time to time is cut off, too.
    private static final Timeout WHOLE = Timeout.ofSeconds(15);

    private static final Http1Config SHORT_HEADERS =
            Http1Config.custom().setMaxLineLength(8 * 1024).setMaxHeaderCount(100).build();

    private final CloseableHttpClient http;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("webhook-watch").daemon().factory());

    public HttpPoster(Hosts hosts, Network network) {
        this.http =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDnsResolver(new Allowed(hosts, network))
                                        .setConnectionFactory(
                                                ManagedHttpClientConnectionFactory.builder()
                                                        .http1Config(SHORT_HEADERS)
                                                        .build())
                                        .setMaxConnTotal(CONNECTIONS)
                                        .setMaxConnPerRoute(CONNECTIONS)
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(LIMIT)
                                                        .setSocketTimeout(LIMIT)
                                                        .build())
                                        .build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(LIMIT)
                                        .setResponseTimeout(LIMIT)
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        .setUserAgent("Relaystream-Webhook")
                        .setConnectionReuseStrategy((_, _, _) -> false)
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build();
    }

    @Override
    public PostResult post(WebhookUrl url, UUID delivery, String signature, String body) {
        HttpPost post = new HttpPost(url.uri());
        post.setHeader("Relaystream-Delivery", delivery.toString());
        post.setHeader("Relaystream-Signature", signature);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        ScheduledFuture<?> end =
                watch.schedule(post::cancel, WHOLE.toMilliseconds(), TimeUnit.MILLISECONDS);
        try {
            return PostResult.answered(http.executeOpen(null, post, null).getCode());
        } catch (NotLookedUp e) {
            return PostResult.unanswered(Kind.HOST_NOT_LOOKED_UP);
        } catch (UnknownHostException e) {
            return PostResult.unanswered(Kind.HOST_NOT_PUBLIC);
        } catch (SSLException e) {
            return PostResult.unanswered(Kind.TLS_FAILED);
        } catch (InterruptedIOException e) {
            return PostResult.unanswered(Kind.TIMED_OUT);
        } catch (IOException e) {
            return PostResult.unanswered(post.isCancelled() ? Kind.TIMED_OUT : Kind.UNREACHABLE);
        } finally {
            end.cancel(false);
            // To close the answer would be to read what is left of it.
            post.cancel();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }

    /// All that a [DnsResolver] may throw is of this kind.
    private static final class NotLookedUp extends UnknownHostException {
        @Serial private static final long serialVersionUID = 1L;
    }

    /// Knows only hosts all addresses of which may be posted to.
    private record Allowed(Hosts hosts, Network network) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> addresses;
            try {
                addresses = hosts.addresses(host);
            } catch (TimeoutException e) {
                throw new NotLookedUp();
            }
            if (addresses.isEmpty() || !addresses.stream().allMatch(network::allows)) {
                throw new UnknownHostException("The host must be a public one");
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
