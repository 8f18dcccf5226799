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
    List<DomainCheck> CHECKS =
            List.of(
                    new DomainCheck(
                            DomainCheck.Kind.MX,
                            "a.example",
                            "10 mx.example",
                            List.of("5 \"else\".example"),
                            false,
                            "Add it"),
                    new DomainCheck(
                            DomainCheck.Kind.TXT, "a.example", "x", List.of("x"), true, null));

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
    default void domainThatIsBroughtAlongIsTheAccountsOnceItIsProven() {
        UUID account = newAccount();

        OwnedDomain brought = own(account, "proven.example");
        OwnedDomain again = own(account, "proven.example");
        OwnedDomain missing = noted(account, "proven.example", false);
        OwnedDomain proven = noted(account, "proven.example", true);
        OwnedDomain later = noted(account, "proven.example", false);

        assertThat(brought.domain())
                .isEqualTo(
                        new Domain(
                                "proven.example", account.toString(), DomainKind.OWN, false, true));
        assertThat(brought.checkedAt()).isNull();
        assertThat(brought.checks()).isEmpty();
        assertThat(again).isEqualTo(brought);
        assertThat(missing.domain().inUse()).isFalse();
        assertThat(missing.checks()).isEqualTo(CHECKS);
        assertThat(missing.checkedAt()).isNotNull();
        assertThat(proven.domain().inUse()).isTrue();
        assertThat(later.domain().inUse()).isTrue();
        assertThat(store().find(account, "proven.example")).contains(later);
        assertThat(store().list(account, "", 10).items()).containsExactly(later);
    }

    @Test
    default void whoProvesFirstHasTheDomain() {
        UUID account = newAccount();
        UUID other = newAccount();
        own(other, "wanted.example");
        own(account, "wanted.example");

        noted(account, "wanted.example", true);

        assertThat(store().noteChecks(other, "wanted.example", CHECKS, true))
                .contains(new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE));
        assertThat(store().find(other, "wanted.example"))
                .hasValueSatisfying(owned -> assertThat(owned.domain().inUse()).isFalse());
        assertThat(store().claimOwn(newAccount(), "wanted.example", 10))
                .isEqualTo(new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE));
        assertThat(store().find(account, "wanted.example"))
                .hasValueSatisfying(owned -> assertThat(owned.domain().inUse()).isTrue());
    }

    @Test
    default void domainThatIsGivenUpIsFreeAgain() {
        UUID account = newAccount();
        UUID other = newAccount();
        own(account, "left.example");
        noted(account, "left.example", true);

        assertThat(store().deleteOwn(other, "left.example")).isFalse();
        assertThat(store().deleteOwn(account, "left.example")).isTrue();
        assertThat(store().deleteOwn(account, "left.example")).isFalse();
        assertThat(store().find(account, "left.example")).isEmpty();
        own(other, "left.example");
        assertThat(noted(other, "left.example", true).domain().inUse()).isTrue();
    }

    @Test
    default void ownDomainOfAnAccountThatIsGoneIsFreeAgain() {
        UUID account = newAccount();
        own(account, "widowed.example");
        noted(account, "widowed.example", true);

        delete(account);

        UUID other = newAccount();
        own(other, "widowed.example");
        assertThat(noted(other, "widowed.example", true).domain().inUse()).isTrue();
    }

    @Test
    default void subdomainIsNotGivenUp() {
        UUID account = newAccount();
        claimed(account, "kept.relay.localhost");

        assertThat(store().deleteOwn(account, "kept.relay.localhost")).isFalse();
        assertThat(store().find(account, "kept.relay.localhost")).isPresent();
    }

    @Test
    default void accountBringsAlongSomeDomains() {
        UUID account = newAccount();
        own(account, "some-1.example");
        own(account, "some-2.example");

        assertThat(store().claimOwn(account, "some-3.example", 2))
                .isEqualTo(new DomainResult.Refused(DomainRefusal.LIMIT_REACHED));
        assertThat(store().claimOwn(account, "some-2.example", 2))
                .isInstanceOf(DomainResult.Claimed.class);
    }

    @Test
    default void catchAllIsSwitchedBeforeTheDomainIsProven() {
        UUID account = newAccount();
        own(account, "early.example");

        assertThat(store().setCatchAll(account, "early.example", false))
                .hasValueSatisfying(d -> assertThat(d.domain().catchAll()).isFalse());
        assertThat(noted(account, "early.example", true).domain().catchAll()).isFalse();
    }

    @Test
    default void domainOfAnotherAccountIsAsAbsentAsOneThatNeverWas() {
        claimed(newAccount(), "foreign.relay.localhost");
        UUID stranger = newAccount();

        assertThat(store().setCatchAll(stranger, "foreign.relay.localhost", false)).isEmpty();
        assertThat(store().setCatchAll(stranger, "never.relay.localhost", false)).isEmpty();
        assertThat(store().find(stranger, "foreign.relay.localhost")).isEmpty();
        assertThat(store().noteChecks(stranger, "foreign.relay.localhost", CHECKS, true)).isEmpty();
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

    private OwnedDomain own(UUID account, String host) {
        return ((DomainResult.Claimed) store().claimOwn(account, host, 10)).domain();
    }

    private OwnedDomain noted(UUID account, String host, boolean proven) {
        return ((DomainResult.Claimed)
                        store().noteChecks(account, host, CHECKS, proven).orElseThrow())
                .domain();
    }

    private OwnedDomain claimed(UUID account, String host) {
        return ((DomainResult.Claimed) store().claim(account, host)).domain();
    }

    private static List<String> hosts(DomainPage page) {
        return page.items().stream().map(item -> item.domain().host()).toList();
    }
}
