package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.store.Slice;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [WebhookStore] must do.
public interface WebhookStoreContract {
    WebhookUrl URL = new WebhookUrl("https://hooks.example/a");
    WebhookSecret SECRET = new WebhookSecret("whsec_any");

    WebhookStore store();

    /// @return its id
    UUID newAccount();

    @Test
    default void addedWebhookIsFound() {
        UUID account = newAccount();

        Webhook added = add(account);

        assertThat(added.url()).isEqualTo(URL);
        assertThat(added.events()).containsExactly(WebhookEvent.MESSAGE_DROPPED);
        assertThat(added.enabled()).isTrue();
        assertThat(store().find(account, added.id())).contains(added);
        assertThat(store().newest(account, Optional.empty(), 10).items()).containsExactly(added);
    }

    @Test
    default void limitHolds() {
        UUID account = newAccount();
        add(account);

        assertThat(store().add(account, URL, Set.of(WebhookEvent.MESSAGE_FAILED), SECRET, 1))
                .isEmpty();
        assertThat(store().newest(account, Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    default void listIsNewestFirstAndGoesOnWhereTheSliceEnded() {
        UUID account = newAccount();
        Webhook first = add(account);
        Webhook second = add(account);
        Webhook third = add(account);

        Slice<Webhook> newest = store().newest(account, Optional.empty(), 2);
        Slice<Webhook> rest = store().newest(account, newest.next(), 2);

        assertThat(newest.items()).containsExactly(third, second);
        assertThat(rest.items()).containsExactly(first);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    default void changeKeepsWhatItDoesNotName() {
        UUID account = newAccount();
        Webhook added = add(account);
        WebhookUrl moved = new WebhookUrl("https://hooks.example/b");

        Optional<Webhook> changed =
                store().change(
                                account,
                                added.id(),
                                new WebhookChange(
                                        Optional.of(moved), Optional.empty(), Optional.empty()));

        assertThat(changed)
                .contains(new Webhook(added.id(), moved, added.events(), true, added.createdAt()));
        assertThat(store().find(account, added.id())).isEqualTo(changed);
    }

    @Test
    default void pingIsToldUntilTheWebhookIsDisabled() {
        UUID account = newAccount();
        UUID webhook = add(account).id();

        UUID ping = store().ping(account, webhook).orElseThrow();
        WebhookDelivery pending = deliveries(account, webhook).items().getFirst();
        store().change(account, webhook, enabled(false));
        WebhookDelivery ended = deliveries(account, webhook).items().getFirst();

        assertThat(pending.id()).isEqualTo(ping);
        assertThat(pending.event()).isEqualTo("ping");
        assertThat(pending.state()).isEqualTo(WebhookDelivery.State.PENDING);
        assertThat(ended.state()).isEqualTo(WebhookDelivery.State.FAILED);
        assertThat(store().ping(account, webhook)).isEmpty();
        store().change(account, webhook, enabled(true));
        assertThat(store().ping(account, webhook)).isPresent();
    }

    @Test
    default void onePingOfAWebhookIsPendingHoweverOftenItIsAskedFor() throws Exception {
        UUID account = newAccount();
        UUID webhook = add(account).id();
        UUID other = add(account).id();
        List<Callable<Optional<UUID>>> requests =
                Collections.nCopies(10, () -> store().ping(account, webhook));

        Set<UUID> pings = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<UUID>> each : threads.invokeAll(requests)) {
                pings.add(each.get().orElseThrow());
            }
        }

        assertThat(pings).hasSize(1);
        assertThat(deliveries(account, webhook).items())
                .extracting(WebhookDelivery::id)
                .containsExactlyElementsOf(pings);
        assertThat(store().ping(account, other)).isPresent().get().isNotIn(pings);
    }

    @Test
    default void deliveriesAreNewestFirstAndGoOnWhereTheSliceEnded() {
        UUID account = newAccount();
        UUID webhook = add(account).id();
        UUID first = store().ping(account, webhook).orElseThrow();
        store().change(account, webhook, enabled(false));
        store().change(account, webhook, enabled(true));
        UUID second = store().ping(account, webhook).orElseThrow();

        Slice<WebhookDelivery> newest =
                store().deliveries(account, webhook, Optional.empty(), 1).orElseThrow();
        Slice<WebhookDelivery> rest =
                store().deliveries(account, webhook, newest.next(), 1).orElseThrow();

        assertThat(newest.items()).extracting(WebhookDelivery::id).containsExactly(second);
        assertThat(rest.items()).extracting(WebhookDelivery::id).containsExactly(first);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    default void webhookOfAnotherAccountIsAsAbsentAsOneThatNeverWas() {
        UUID owner = newAccount();
        UUID foreign = add(owner).id();
        UUID stranger = newAccount();

        for (UUID id : new UUID[] {foreign, UUID.randomUUID()}) {
            assertThat(store().find(stranger, id)).isEmpty();
            assertThat(store().change(stranger, id, enabled(false))).isEmpty();
            assertThat(store().delete(stranger, id)).isFalse();
            assertThat(store().deliveries(stranger, id, Optional.empty(), 10)).isEmpty();
            assertThat(store().ping(stranger, id)).isEmpty();
        }
        assertThat(store().newest(stranger, Optional.empty(), 10).items()).isEmpty();
        assertThat(store().find(owner, foreign)).isPresent();
    }

    @Test
    default void deletedWebhookIsGone() {
        UUID account = newAccount();
        UUID webhook = add(account).id();
        store().ping(account, webhook);

        assertThat(store().delete(account, webhook)).isTrue();
        assertThat(store().delete(account, webhook)).isFalse();
        assertThat(store().find(account, webhook)).isEmpty();
    }

    private Webhook add(UUID account) {
        return store().add(account, URL, Set.of(WebhookEvent.MESSAGE_DROPPED), SECRET, 10)
                .orElseThrow();
    }

    private Slice<WebhookDelivery> deliveries(UUID account, UUID webhook) {
        return store().deliveries(account, webhook, Optional.empty(), 10).orElseThrow();
    }

    private static WebhookChange enabled(boolean enabled) {
        return new WebhookChange(Optional.empty(), Optional.empty(), Optional.of(enabled));
    }
}
