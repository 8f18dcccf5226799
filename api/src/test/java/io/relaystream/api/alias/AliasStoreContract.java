package io.relaystream.api.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.alias.AliasStore.Addition;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [AliasStore] must do.
public interface AliasStoreContract {
    Pseudonyms PSEUDONYMS = new Pseudonyms("a-key-for-tests-only");
    AliasSettings OPEN = AliasSettings.initial(Label.NONE);
    AliasSettings CLOSED =
            new AliasSettings(
                    false,
                    Blocking.PROMOTIONS,
                    new Label("shop"),
                    new Expiry(Instant.parse("2027-01-01T00:00:00.123456Z")),
                    new BlockedSenders(List.of("spam.example", "ann@shop.example")),
                    false);

    AliasStore store();

    /// @return its id
    UUID newAccount();

    void giveDomain(UUID account, Domain domain);

    @Test
    default void addedAliasIsFound() {
        UUID account = newAccount();
        Addition addition =
                store().add(
                                account,
                                new EmailAddress("added@relay.localhost"),
                                hash("added@relay.localhost"),
                                AliasKind.NAMED,
                                CLOSED,
                                10);

        assertThat(addition)
                .isInstanceOfSatisfying(
                        Addition.Added.class,
                        added -> {
                            OwnedAlias alias = added.alias();
                            assertThat(alias.address())
                                    .isEqualTo(new EmailAddress("added@relay.localhost"));
                            assertThat(alias.kind()).isEqualTo(AliasKind.NAMED);
                            assertThat(alias.settings()).isEqualTo(CLOSED);
                            assertThat(alias.stats())
                                    .isEqualTo(
                                            AliasStats.none(
                                                    account.toString(), alias.id().toString()));
                            assertThat(store().find(account, alias.id())).contains(alias);
                        });
    }

    @Test
    default void aliasIsSwitchedOffWhoeversItIs() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "switched-off@relay.localhost");
        add(newAccount(), "left-on@relay.localhost");

        assertThat(store().address(alias.id())).contains(alias.address());
        assertThat(store().switchOff(alias.id())).contains(alias.address());
        OwnedAlias off = store().find(account, alias.id()).orElseThrow();
        assertThat(store().switchOff(alias.id())).contains(alias.address());

        assertThat(off.settings().enabled()).isFalse();
        assertThat(off.settings().label()).isEqualTo(alias.settings().label());
        assertThat(off.updatedAt()).isAfter(alias.updatedAt());
        assertThat(store().find(account, alias.id())).contains(off);
    }

    @Test
    default void aliasThatIsGoneIsNotSwitchedOff() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "gone@relay.localhost");
        store().delete(account, alias.id());

        assertThat(store().address(alias.id())).isEmpty();
        assertThat(store().switchOff(alias.id())).isEmpty();
    }

    @Test
    default void addressIsIssuedOnce() {
        add(newAccount(), "once@relay.localhost");

        assertThat(tryToAdd(newAccount(), "once@relay.localhost", 10))
                .isEqualTo(new Addition.AddressUnavailable());
    }

    @Test
    default void deletedAddressIsNotIssuedAgainEvenToItsOwner() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "deleted@relay.localhost");

        assertThat(store().delete(account, alias.id())).isTrue();

        assertThat(store().find(account, alias.id())).isEmpty();
        assertThat(tryToAdd(account, "deleted@relay.localhost", 10))
                .isEqualTo(new Addition.AddressUnavailable());
    }

    @Test
    default void limitCountsTheAliasesThatAreThere() {
        UUID account = newAccount();
        OwnedAlias first = add(account, "limit-1@relay.localhost");

        assertThat(tryToAdd(account, "limit-2@relay.localhost", 1))
                .isEqualTo(new Addition.OverLimit());
        store().delete(account, first.id());
        assertThat(tryToAdd(account, "limit-2@relay.localhost", 1))
                .isInstanceOf(Addition.Added.class);
    }

    @Test
    default void limitHoldsWhenManyAliasesAreAddedAtOnce() throws Exception {
        UUID account = newAccount();
        List<Callable<Addition>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String address = "race-%d@relay.localhost".formatted(i);
            requests.add(() -> tryToAdd(account, address, 5));
        }

        int added = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Addition> addition : threads.invokeAll(requests)) {
                added += addition.get() instanceof Addition.Added ? 1 : 0;
            }
        }

        assertThat(added).isEqualTo(5);
        assertThat(store().newest(account, 100).items()).hasSize(5);
    }

    @Test
    default void changeSeesTheSettingsAsTheyAre() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "change@relay.localhost");

        store().change(account, alias.id(), _ -> CLOSED);
        Optional<OwnedAlias> changed =
                store().change(
                                account,
                                alias.id(),
                                s ->
                                        new AliasSettings(
                                                true,
                                                s.blocking(),
                                                new Label("x"),
                                                s.expiry(),
                                                s.blockedSenders(),
                                                s.banner()));

        assertThat(changed).isEqualTo(store().find(account, alias.id()));
        assertThat(changed)
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.settings())
                                    .isEqualTo(
                                            new AliasSettings(
                                                    true,
                                                    CLOSED.blocking(),
                                                    new Label("x"),
                                                    CLOSED.expiry(),
                                                    CLOSED.blockedSenders(),
                                                    CLOSED.banner()));
                            assertThat(found.createdAt()).isEqualTo(alias.createdAt());
                            assertThat(found.updatedAt()).isAfter(alias.updatedAt());
                        });
    }

    @Test
    default void everySettingCanBeTakenBack() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "label@relay.localhost");

        store().change(account, alias.id(), _ -> CLOSED);
        store().change(account, alias.id(), _ -> OPEN);

        assertThat(store().find(account, alias.id()).orElseThrow().settings()).isEqualTo(OPEN);
    }

    @Test
    default void changeOfNothingIsNoUpdate() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "unchanged@relay.localhost");

        assertThat(store().change(account, alias.id(), settings -> settings)).contains(alias);
    }

    @Test
    default void aliasOfAnotherAccountIsAsAbsentAsOneThatNeverWas() {
        OwnedAlias alias = add(newAccount(), "foreign@relay.localhost");
        UUID stranger = newAccount();

        assertThat(store().find(stranger, alias.id())).isEmpty();
        assertThat(store().change(stranger, alias.id(), settings -> settings)).isEmpty();
        assertThat(store().delete(stranger, alias.id())).isFalse();
        assertThat(store().newest(stranger, 10).items()).isEmpty();
    }

    @Test
    default void listIsNewestFirstAndGoesOnWhereThePageEnded() {
        // Given
        UUID account = newAccount();
        List<OwnedAlias> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(add(account, "page-%d@relay.localhost".formatted(i)));
        }

        // When
        AliasPage first = store().newest(account, 2);
        AliasPage second = store().newestAfter(account, first.next().orElseThrow(), 2);
        AliasPage third = store().newestAfter(account, second.next().orElseThrow(), 2);

        // Then
        assertThat(first.items()).isEqualTo(newestFirst.subList(0, 2));
        assertThat(second.items()).isEqualTo(newestFirst.subList(2, 4));
        assertThat(third.items()).isEqualTo(newestFirst.subList(4, 5));
        assertThat(third.next()).isEmpty();
    }

    @Test
    default void fullLastPageHasNoNext() {
        UUID account = newAccount();
        add(account, "full-1@relay.localhost");
        add(account, "full-2@relay.localhost");

        assertThat(store().newest(account, 2).next()).isEmpty();
    }

    /// As the topology sees it: [Domain#inUse()].
    @Test
    default void domainIsOwnedOnceItIsInUse() {
        UUID account = newAccount();
        for (DomainKind kind : DomainKind.values()) {
            for (boolean verified : List.of(true, false)) {
                String host = "%s-%s.example".formatted(kind.code(), verified);
                Domain domain = new Domain(host, account.toString(), kind, verified, true);
                giveDomain(account, domain);

                assertThat(store().ownsDomain(account, host)).as(host).isEqualTo(domain.inUse());
                assertThat(store().ownsDomain(newAccount(), host)).as(host).isFalse();
            }
        }
        assertThat(store().ownsDomain(account, "other.example")).isFalse();
    }

    default OwnedAlias add(UUID account, String address) {
        return ((Addition.Added) tryToAdd(account, address, 100)).alias();
    }

    private Addition tryToAdd(UUID account, String address, int limit) {
        return store().add(
                        account,
                        new EmailAddress(address),
                        hash(address),
                        AliasKind.NAMED,
                        OPEN,
                        limit);
    }

    private static String hash(String address) {
        return PSEUDONYMS.of(address);
    }
}
