package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.core.account.Plan;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookServiceTest {
    private static final Map<String, List<String>> ADDRESSES =
            Map.of(
                    "public.example", List.of("1.1.1.1", "2606:4700::1111"),
                    "private.example", List.of("10.0.0.1"),
                    "mixed.example", List.of("1.1.1.1", "10.0.0.1"),
                    "localhost", List.of("127.0.0.1", "::1"));
    private static final Set<WebhookEvent> EVENTS = Set.of(WebhookEvent.MESSAGE_FORWARDED);
    private final Owner owner =
            new Owner(UUID.randomUUID(), Plan.FREE, true, Set.of(Scope.READ, Scope.WRITE), null);

    @ParameterizedTest
    @CsvSource({
        "false, https://public.example/,",
        "false, http://public.example/,  HTTPS_REQUIRED",
        "false, https://private.example/, HOST_NOT_PUBLIC",
        "false, https://mixed.example/,  HOST_NOT_PUBLIC",
        "false, https://nobody.example/, HOST_NOT_PUBLIC",
        "false, https://localhost/,      HOST_NOT_PUBLIC",
        "false, https://slow.example/,   HOST_NOT_LOOKED_UP",
        "false, http://localhost/,       HTTPS_REQUIRED",
        "true,  http://localhost:8080/,",
        "true,  https://localhost/,",
        "true,  http://public.example/,  HTTPS_REQUIRED",
        "true,  http://private.example/, HOST_NOT_PUBLIC"
    })
    void onlyWhatEverybodyReachesIsPostedTo(boolean local, String url, WebhookRefusal why) {
        WebhookService webhooks = webhooks(local);

        WebhookResult made = webhooks.create(owner, new WebhookUrl(url), EVENTS);
        assertThat(refusal(made)).isEqualTo(Optional.ofNullable(why));

        Webhook before = created(webhooks.create(owner, safe(), EVENTS));
        WebhookResult changed =
                webhooks.change(
                        owner,
                        before.id(),
                        new WebhookChange(
                                Optional.of(new WebhookUrl(url)),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(refusal(changed)).isEqualTo(Optional.ofNullable(why));
    }

    @Test
    void accountHasTenWebhooksAtMost() {
        WebhookService webhooks = webhooks(false);
        for (int i = 0; i < 10; i++) {
            created(webhooks.create(owner, safe(), EVENTS));
        }

        assertThat(refusal(webhooks.create(owner, safe(), EVENTS)))
                .contains(WebhookRefusal.LIMIT_REACHED);
    }

    @Test
    void onlyWhatIsThereAndEnabledIsTried() {
        WebhookService webhooks = webhooks(false);
        Webhook made = created(webhooks.create(owner, safe(), EVENTS));

        assertThat(webhooks.ping(owner, made.id())).isInstanceOf(WebhookResult.Pinged.class);
        assertThat(refusal(webhooks.ping(owner, UUID.randomUUID())))
                .contains(WebhookRefusal.ABSENT);
        webhooks.change(
                owner,
                made.id(),
                new WebhookChange(Optional.empty(), Optional.empty(), Optional.of(false)));
        assertThat(refusal(webhooks.ping(owner, made.id()))).contains(WebhookRefusal.DISABLED);
    }

    private static WebhookUrl safe() {
        return new WebhookUrl("https://public.example/");
    }

    private static Webhook created(WebhookResult result) {
        return ((WebhookResult.Created) result).webhook();
    }

    private static Optional<WebhookRefusal> refusal(WebhookResult result) {
        return result instanceof WebhookResult.Refused(var why)
                ? Optional.of(why)
                : Optional.empty();
    }

    private static List<InetAddress> addresses(String host) throws TimeoutException {
        if (host.equals("slow.example")) {
            throw new TimeoutException();
        }
        return ADDRESSES.getOrDefault(host, List.of()).stream()
                .map(InetAddress::ofLiteral)
                .toList();
    }

    private static WebhookService webhooks(boolean local) {
        return new WebhookService(
                new InMemoryWebhookStore(),
                new SecureRandom(),
                WebhookServiceTest::addresses,
                new Network(local));
    }
}
