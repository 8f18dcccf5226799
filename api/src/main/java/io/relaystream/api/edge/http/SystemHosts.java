package io.relaystream.api.edge.http;

import io.relaystream.api.webhook.Hosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the system's resolver, on threads of its own: the system cannot be told to give up, and
/// whoever asks must not wait for long. Nobody queues: behind name servers that never answer, the
/// wait would be in vain.
public final class SystemHosts implements Hosts, AutoCloseable {
    static final int AT_ONCE = 64;
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /// Looks a host up, for as long as it takes.
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final ExecutorService threads =
            new ThreadPoolExecutor(
                    0,
                    AT_ONCE,
                    IDLE.toSeconds(),
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().name("resolver-", 1).daemon().factory());

    public SystemHosts() {
        this(InetAddress::getAllByName);
    }

    SystemHosts(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public List<InetAddress> addresses(String host) throws TimeoutException {
        try {
            return List.of(
                    threads.submit(() -> resolver.addresses(host))
                            .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return unknown(e);
        } catch (RejectedExecutionException e) {
            throw new TimeoutException("Too many hosts are being looked up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("Nobody waits any more");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static List<InetAddress> unknown(ExecutionException e) {
        if (e.getCause() instanceof UnknownHostException) {
            return List.of();
        }
        throw new IllegalStateException("A host must be looked up", e.getCause());
    }
}
