package io.relaystream.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [DomainStore] must do.
public interface DomainStoreContract {
    DomainStore store();

    /// @return its id
    UUID newAccount();

    /// A domain that the owner brought along.
    void give(UUID account, String host);

    void delete(UUID account);

    @Test
    default void claimedSubdomainIsListed() {
        UUID account = newAccount();

        OwnedDomain claimed = claimed(account, "claimed.relay.localhost");

        assertThat(claimed.domain())
                .isEqualTo(
                        new Domain(
                                "claimed.relay.localhost",
                                account.toString(),
                                DomainKind.SUBDOMAIN,
                                true,
                                true));
        assertThat(store().list(account, "", 10).items()).containsExactly(claimed);
    }

    @Test
    default void accountClaimsOnce() {
        UUID account = newAccount();
        claimed(account, "first.relay.localhost");

        assertThat(store().claim(account, "second.relay.localhost"))
                .isEqualTo(new DomainResult.Refused(DomainRefusal.ALREADY_CLAIMED));
        assertThat(store().claim(account, "first.relay.localhost"))
                .isEqualTo(new DomainResult.Refused(DomainRefusal.ALREADY_CLAIMED));
    }

    @Test
    default void accountClaimsOnceAlsoWhenItAsksManyTimesAtOnce() throws Exception {
        UUID account = newAccount();
        List<Callable<DomainResult>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String host = "race-%d.relay.localhost".formatted(i);
            requests.add(() -> store().claim(account, host));
        }

        int claimed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<DomainResult> result : threads.invokeAll(requests)) {
                claimed += result.get() instanceof DomainResult.Claimed ? 1 : 0;
            }
        }

        assertThat(claimed).isEqualTo(1);
    }

    @Test
    default void domainsThatTheOwnerBroughtAlongDoNotCount() {
        UUID account = newAccount();
        give(account, "brought.example");

        assertThat(claimed(account, "beside.relay.localhost").domain().inUse()).isTrue();
    }

    @Test
    default void subdomainIsIssuedOnceEvenWhenItsAccountIsGone() {
        UUID account = newAccount();
        claimed(account, "once.relay.localhost");

        assertThat(store().claim(newAccount(), "once.relay.localhost"))
                .isEqualTo(new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE));
        delete(account);
        assertThat(store().claim(newAccount(), "once.relay.localhost"))
                .isEqualTo(new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE));
    }

    @Test
    default void catchAllIsSwitched() {
        UUID account = newAccount();
        claimed(account, "switched.relay.localhost");

        Optional<OwnedDomain> off = store().setCatchAll(account, "switched.relay.localhost", false);

        assertThat(off).hasValueSatisfying(d -> assertThat(d.domain().catchAll()).isFalse());
        assertThat(store().list(account, "", 10).items()).containsExactly(off.orElseThrow());
        assertThat(store().setCatchAll(account, "switched.relay.localhost", true))
                .hasValueSatisfying(d -> assertThat(d.domain().catchAll()).isTrue());
    }

    @Test
    default void domainOfAnotherAccountIsAsAbsentAsOneThatNeverWas() {
        claimed(newAccount(), "foreign.relay.localhost");
        UUID stranger = newAccount();

        assertThat(store().setCatchAll(stranger, "foreign.relay.localhost", false)).isEmpty();
        assertThat(store().setCatchAll(stranger, "never.relay.localhost", false)).isEmpty();
        assertThat(store().list(stranger, "", 10).items()).isEmpty();
    }

    @Test
    default void listIsInTheOrderOfHostsAndGoesOnWhereThePageEnded() {
        // Given
        UUID account = newAccount();
        List.of("c.example", "a.example", "b.example").forEach(host -> give(account, host));

        // When
        DomainPage first = store().list(account, "", 2);
        DomainPage second = store().list(account, first.next().orElseThrow(), 2);

        // Then
        assertThat(hosts(first)).containsExactly("a.example", "b.example");
        assertThat(hosts(second)).containsExactly("c.example");
        assertThat(second.next()).isEmpty();
    }

    private OwnedDomain claimed(UUID account, String host) {
        return ((DomainResult.Claimed) store().claim(account, host)).domain();
    }

    private static List<String> hosts(DomainPage page) {
        return page.items().stream().map(item -> item.domain().host()).toList();
    }
}
