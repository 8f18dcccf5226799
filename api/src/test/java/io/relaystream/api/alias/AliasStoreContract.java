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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [AliasStore] must do.
public interface AliasStoreContract {
    Pseudonyms PSEUDONYMS = new Pseudonyms("a-key-for-tests-only");
    AliasSettings OPEN = AliasSettings.initial(Remarks.NONE);
    AliasSettings CLOSED =
            new AliasSettings(
                    false,
                    Blocking.PROMOTIONS,
                    new Remarks(
                            new Label("shop"), new Note("two\nlines"), new UsedOn("shop.example")),
                    new Expiry(Instant.parse("2027-01-01T00:00:00.123456Z")),
                    new BlockedSenders(List.of("spam.example", "ann@shop.example")),
                    false);

    AliasStore.Limits PLENTY = new AliasStore.Limits(100, 1_000);

    AliasStore store();

    /// @return its id
    UUID newAccount();

    void giveDomain(UUID account, Domain domain);

    void giveStats(
            UUID account, OwnedAlias alias, long forwarded, long blocked, Instant lastUsedAt);

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
                                PLENTY);

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
        assertThat(off.settings().remarks()).isEqualTo(alias.settings().remarks());
        assertThat(off.updatedAt()).isAfter(alias.updatedAt());
        assertThat(store().find(account, alias.id())).contains(off);
    }

    @Test
    default void aliasThatIsGoneIsNotSwitchedOff() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "gone@relay.localhost");
        delete(account, alias);

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

        assertThat(delete(account, alias)).isEqualTo(new AliasEdit.Done(alias));

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
        delete(account, first);
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
        assertThat(newest(account, 100).items()).hasSize(5);
    }

    @Test
    default void changeSeesTheSettingsAsTheyAre() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "change@relay.localhost");

        change(account, alias, _ -> CLOSED);
        AliasEdit changed =
                change(
                        account,
                        alias,
                        s ->
                                new AliasSettings(
                                        true,
                                        s.blocking(),
                                        Remarks.NONE,
                                        s.expiry(),
                                        s.blockedSenders(),
                                        s.banner()));

        assertThat(changed)
                .isEqualTo(new AliasEdit.Done(store().find(account, alias.id()).orElseThrow()));
        assertThat(changed)
                .isInstanceOfSatisfying(
                        AliasEdit.Done.class,
                        done -> {
                            OwnedAlias found = done.alias();
                            assertThat(found.settings())
                                    .isEqualTo(
                                            new AliasSettings(
                                                    true,
                                                    CLOSED.blocking(),
                                                    Remarks.NONE,
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

        change(account, alias, _ -> CLOSED);
        change(account, alias, _ -> OPEN);

        assertThat(store().find(account, alias.id()).orElseThrow().settings()).isEqualTo(OPEN);
    }

    @Test
    default void changeOfNothingIsNoUpdate() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "unchanged@relay.localhost");

        assertThat(change(account, alias, settings -> settings))
                .isEqualTo(new AliasEdit.Done(alias));
    }

    @Test
    default void aliasOfAnotherAccountIsAsAbsentAsOneThatNeverWas() {
        OwnedAlias alias = add(newAccount(), "foreign@relay.localhost");
        UUID stranger = newAccount();

        assertThat(store().find(stranger, alias.id())).isEmpty();
        assertThat(change(stranger, alias, settings -> settings)).isEqualTo(new AliasEdit.Absent());
        assertThat(delete(stranger, alias)).isEqualTo(new AliasEdit.Absent());
        assertThat(store().switchAll(stranger, Set.of(alias.id()), false)).isEmpty();
        assertThat(store().deleteAll(stranger, Set.of(alias.id()))).isEmpty();
        assertThat(newest(stranger, 10).items()).isEmpty();
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
        AliasPage first = newest(account, 2);
        AliasPage second = after(account, first);
        AliasPage third = after(account, second);

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

        assertThat(newest(account, 2).next()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void listIsSortedInBothDirectionsAndLosesNothingBetweenPages(AliasSort sort) {
        // Given
        UUID account = newAccount();
        List<OwnedAlias> added = new ArrayList<>();
        for (String name : List.of("c", "a", "e", "b", "d")) {
            added.add(
                    add(
                            account,
                            "%s-%s@relay.localhost"
                                    .formatted(name, sort.code().toLowerCase(Locale.ROOT))));
        }
        giveStats(account, added.get(0), 7, 7, Instant.parse("2026-02-01T00:00:00Z"));
        giveStats(account, added.get(1), 7, 9, Instant.parse("2026-03-01T00:00:00.000001Z"));
        giveStats(account, added.get(2), 70, 1, Instant.parse("2026-01-01T00:00:00Z"));

        // When
        List<OwnedAlias> ascending = walk(account, new AliasOrder(sort, false));
        List<OwnedAlias> descending = walk(account, new AliasOrder(sort, true));

        // Then
        assertThat(ascending)
                .extracting(OwnedAlias::id)
                .containsExactlyInAnyOrderElementsOf(added.stream().map(OwnedAlias::id).toList());
        assertThat(descending).isEqualTo(ascending.reversed());
        assertThat(ascending)
                .extracting(alias -> alias.address().local().substring(0, 1))
                .satisfies(
                        names ->
                                assertThat(String.join("", names))
                                        .matches(
                                                switch (sort) {
                                                    case CREATED_AT -> "caebd";
                                                    case ADDRESS -> "abcde";
                                                    case LAST_USED_AT -> "[bd]{2}eca";
                                                    case FORWARDED -> "[bd]{2}[ca]{2}e";
                                                    case BLOCKED -> "[bd]{2}eca";
                                                }));
    }

    @Test
    default void listShowsWhatIsAskedFor() {
        // Given
        UUID account = newAccount();
        OwnedAlias shop = add(account, "filter-shop@relay.localhost");
        OwnedAlias bank = add(account, "filter-bank@jane.relay.localhost");
        change(account, shop, _ -> CLOSED);

        // Then
        assertThat(
                        addresses(
                                account,
                                filter(
                                        f ->
                                                new AliasFilter(
                                                        Optional.of(false),
                                                        f.domain(),
                                                        f.label(),
                                                        f.text()))))
                .containsExactly(shop.address());
        assertThat(
                        addresses(
                                account,
                                filter(
                                        f ->
                                                new AliasFilter(
                                                        Optional.of(true),
                                                        f.domain(),
                                                        f.label(),
                                                        f.text()))))
                .containsExactly(bank.address());
        assertThat(
                        addresses(
                                account,
                                filter(
                                        f ->
                                                new AliasFilter(
                                                        f.enabled(),
                                                        Optional.of("jane.relay.localhost"),
                                                        f.label(),
                                                        f.text()))))
                .containsExactly(bank.address());
        assertThat(
                        addresses(
                                account,
                                filter(
                                        f ->
                                                new AliasFilter(
                                                        f.enabled(),
                                                        f.domain(),
                                                        Optional.of(new Label("shop")),
                                                        f.text()))))
                .containsExactly(shop.address());
        assertThat(
                        addresses(
                                account,
                                filter(
                                        f ->
                                                new AliasFilter(
                                                        f.enabled(),
                                                        f.domain(),
                                                        Optional.of(Label.NONE),
                                                        f.text()))))
                .containsExactly(bank.address());
    }

    @Test
    default void textIsFoundWhereverItStandsAndEachCharacterIsItself() {
        UUID account = newAccount();
        OwnedAlias shop = add(account, "text-shop@relay.localhost");
        add(account, "text-other@relay.localhost");
        change(
                account,
                shop,
                _ ->
                        AliasSettings.initial(
                                new Remarks(
                                        new Label("Bücher"),
                                        new Note("50%_off\\"),
                                        new UsedOn("books.example"))));

        for (String text : List.of("T-SHOP", "bücher", "%_O", "f\\", "BOOKS.", "50%_off\\")) {
            assertThat(addresses(account, text(text))).as(text).containsExactly(shop.address());
        }
        for (String text : List.of("5_%", "%%", "_", "\\%", "nothing")) {
            assertThat(addresses(account, text(text))).as(text).hasSize(text.equals("_") ? 1 : 0);
        }
    }

    @Test
    default void dailyLimitCountsWhatIsDeletedToo() {
        UUID account = newAccount();
        AliasStore.Limits two = new AliasStore.Limits(100, 2);
        delete(account, add(account, "day-1@relay.localhost"));
        tryToAdd(account, "day-2@relay.localhost", two);

        assertThat(tryToAdd(account, "day-3@relay.localhost", two))
                .isEqualTo(new Addition.OverDailyLimit());
        assertThat(tryToAdd(newAccount(), "day-3@relay.localhost", two))
                .isInstanceOf(Addition.Added.class);
    }

    @Test
    default void aliasThatIsNotMadeIsNotCounted() {
        UUID account = newAccount();
        AliasStore.Limits one = new AliasStore.Limits(100, 1);
        add(newAccount(), "uncounted@relay.localhost");

        assertThat(tryToAdd(account, "uncounted@relay.localhost", one))
                .isEqualTo(new Addition.AddressUnavailable());
        assertThat(tryToAdd(account, "counted-1@relay.localhost", one))
                .isInstanceOf(Addition.Added.class);
    }

    @Test
    default void aliasIsLeftAloneUnlessItIsAsTheCallerSawIt() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "seen@relay.localhost");

        assertThat(store().change(account, alias.id(), _ -> false, _ -> CLOSED))
                .isEqualTo(new AliasEdit.Unmatched());
        assertThat(store().delete(account, alias.id(), _ -> false))
                .isEqualTo(new AliasEdit.Unmatched());
        assertThat(store().find(account, alias.id())).contains(alias);
        assertThat(store().change(account, alias.id(), alias::equals, _ -> CLOSED))
                .isInstanceOf(AliasEdit.Done.class);
    }

    @Test
    default void manyAliasesAreSwitchedAndDeletedAtOnce() {
        UUID account = newAccount();
        OwnedAlias first = add(account, "many-1@relay.localhost");
        OwnedAlias second = add(account, "many-2@relay.localhost");
        OwnedAlias third = add(account, "many-3@relay.localhost");
        Set<UUID> both = Set.of(first.id(), second.id());
        Set<UUID> asked = Set.of(first.id(), second.id(), UUID.randomUUID());

        assertThat(store().switchAll(account, asked, false)).isEqualTo(both);
        assertThat(newest(account, 10).items())
                .filteredOn(alias -> !alias.settings().enabled())
                .extracting(OwnedAlias::id)
                .containsExactlyInAnyOrderElementsOf(both);
        assertThat(store().switchAll(account, asked, true)).isEqualTo(both);
        assertThat(newest(account, 10).items()).allMatch(alias -> alias.settings().enabled());
        assertThat(store().deleteAll(account, asked)).isEqualTo(both);
        assertThat(newest(account, 10).items()).containsExactly(third);
        assertThat(tryToAdd(account, "many-1@relay.localhost", PLENTY))
                .isEqualTo(new Addition.AddressUnavailable());
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
        return ((Addition.Added) tryToAdd(account, address, PLENTY)).alias();
    }

    default AliasPage newest(UUID account, int limit) {
        return store().list(account, AliasFilter.NONE, AliasOrder.NEWEST_FIRST, limit);
    }

    private AliasEdit change(UUID account, OwnedAlias alias, UnaryOperator<AliasSettings> change) {
        return store().change(account, alias.id(), _ -> true, change);
    }

    private AliasEdit delete(UUID account, OwnedAlias alias) {
        return store().delete(account, alias.id(), _ -> true);
    }

    private AliasPage after(UUID account, AliasPage page) {
        return store().listAfter(account, AliasFilter.NONE, page.next().orElseThrow(), 2);
    }

    private List<OwnedAlias> walk(UUID account, AliasOrder order) {
        AliasPage page = store().list(account, AliasFilter.NONE, order, 2);
        List<OwnedAlias> items = new ArrayList<>(page.items());
        while (page.next().isPresent()) {
            page = after(account, page);
            items.addAll(page.items());
        }
        return items;
    }

    private List<EmailAddress> addresses(UUID account, AliasFilter filter) {
        return store().list(account, filter, AliasOrder.NEWEST_FIRST, 10).items().stream()
                .map(OwnedAlias::address)
                .toList();
    }

    private static AliasFilter filter(UnaryOperator<AliasFilter> change) {
        return change.apply(AliasFilter.NONE);
    }

    private static AliasFilter text(String text) {
        return filter(f -> new AliasFilter(f.enabled(), f.domain(), f.label(), Optional.of(text)));
    }

    private Addition tryToAdd(UUID account, String address, int total) {
        return tryToAdd(account, address, new AliasStore.Limits(total, 1_000));
    }

    private Addition tryToAdd(UUID account, String address, AliasStore.Limits limits) {
        return store().add(
                        account,
                        new EmailAddress(address),
                        hash(address),
                        AliasKind.NAMED,
                        OPEN,
                        limits);
    }

    private static String hash(String address) {
        return PSEUDONYMS.of(address);
    }
}
