package io.relaystream.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasChange;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.InMemoryAliasStore;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.RandomNames;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.api.transfer.ImportReport.Skipped;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportsTest {
    private static final int FREE_LIMIT = 2;
    private static final AliasSettings OFF =
            AliasChange.enabled(false)
                    .apply(
                            AliasSettings.initial(
                                    new Remarks(
                                            new Label("shop"),
                                            new Note("a note"),
                                            new UsedOn("shop.example"))));

    private final AliasService aliases =
            new AliasService(
                    new InMemoryAliasStore(),
                    new RandomNames(new SecureRandom()),
                    new Pseudonyms("a-key-for-tests-only"),
                    "relay.localhost",
                    new AccountLimits(DailyLimits.STANDARD, FREE_LIMIT, 5));
    private final Imports imports = new Imports(aliases);
    private final Owner premium = owner(Plan.PREMIUM);

    @Test
    void aliasIsTakenOverWithItsSettings() {
        ImportReport report = imports.run(premium, List.of(row(2, "shop@relay.localhost")), false);

        assertThat(report).isEqualTo(new ImportReport(1, List.of()));
        assertThat(all(premium))
                .singleElement()
                .satisfies(
                        alias -> {
                            assertThat(alias.address())
                                    .isEqualTo(new EmailAddress("shop@relay.localhost"));
                            assertThat(alias.settings()).isEqualTo(OFF);
                        });
    }

    @Test
    void importCanBeRepeatedAndChangesNothing() {
        List<Row> rows =
                List.of(
                        row(2, "shop@relay.localhost"),
                        row(3, "shop@relay.localhost"),
                        row(4, "old@simplelogin.com"));
        imports.run(premium, rows, true);
        List<OwnedAlias> before = all(premium);

        ImportReport again = imports.run(premium, rows, true);

        assertThat(before).hasSize(2);
        assertThat(all(premium)).isEqualTo(before);
        assertThat(again.created()).isZero();
        assertThat(again.skipped())
                .containsExactly(
                        skipped(2, SkipReason.ALREADY_YOURS),
                        skipped(3, SkipReason.ALREADY_YOURS),
                        skipped(4, SkipReason.ALREADY_YOURS));
    }

    @Test
    void foreignAddressIsReplacedIfTheOwnerWantsThat() {
        ImportReport kept = imports.run(premium, List.of(row(2, "old@simplelogin.com")), false);
        ImportReport replaced = imports.run(premium, List.of(row(2, "old@simplelogin.com")), true);

        assertThat(kept.skipped()).containsExactly(skipped(2, SkipReason.DOMAIN_NOT_YOURS));
        assertThat(replaced).isEqualTo(new ImportReport(1, List.of()));
        assertThat(all(premium))
                .singleElement()
                .satisfies(
                        alias -> {
                            assertThat(alias.address().domain()).isEqualTo("relay.localhost");
                            assertThat(alias.settings().enabled()).isFalse();
                            assertThat(alias.settings().remarks().note().text())
                                    .isEqualTo("Instead of old@simplelogin.com\na note");
                        });
    }

    @Test
    void freeOwnerReplacesUntilTheLimit() {
        Owner free = owner(Plan.FREE);

        ImportReport report =
                imports.run(
                        free,
                        List.of(
                                row(2, "named@relay.localhost"),
                                row(3, "a@simplelogin.com"),
                                row(4, "b@simplelogin.com"),
                                row(5, "c@simplelogin.com")),
                        true);

        assertThat(report.created()).isEqualTo(FREE_LIMIT);
        assertThat(report.skipped())
                .containsExactly(
                        skipped(2, SkipReason.PREMIUM_REQUIRED),
                        skipped(5, SkipReason.ALIAS_LIMIT_REACHED));
    }

    @Test
    void eachRowIsJudgedForItself() {
        imports.run(owner(Plan.PREMIUM), List.of(row(2, "taken@relay.localhost")), false);

        ImportReport report =
                imports.run(
                        premium,
                        List.of(
                                new Row.Unusable(2, SkipReason.INVALID_ROW, "address is required"),
                                row(3, "taken@relay.localhost"),
                                row(4, "postmaster@relay.localhost"),
                                row(5, "pure-shit@relay.localhost"),
                                row(6, "under_score@relay.localhost"),
                                row(7, "fine@relay.localhost")),
                        false);

        assertThat(report.created()).isEqualTo(1);
        assertThat(report.skipped())
                .containsExactly(
                        new Skipped(2, SkipReason.INVALID_ROW, "address is required"),
                        skipped(3, SkipReason.ADDRESS_UNAVAILABLE),
                        skipped(4, SkipReason.NAME_RESERVED),
                        skipped(5, SkipReason.NAME_OFFENSIVE),
                        skipped(6, SkipReason.NAME_INVALID));
    }

    @Test
    void dailyLimitHoldsForImports() {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            rows.add(row(i, i + "@relay.localhost"));
        }

        assertThat(imports.run(premium, rows, false))
                .isEqualTo(
                        new ImportReport(
                                5, List.of(skipped(6, SkipReason.DAILY_ALIAS_LIMIT_REACHED))));
    }

    @Test
    void noteThatLeavesNoRoomIsNotCut() {
        AliasSettings full =
                AliasSettings.initial(
                        new Remarks(Label.NONE, new Note("x".repeat(1_000)), UsedOn.NONE));

        assertThat(
                        imports.run(
                                        premium,
                                        List.of(
                                                new Row.Wanted(
                                                        2,
                                                        new EmailAddress("old@simplelogin.com"),
                                                        full)),
                                        true)
                                .skipped())
                .containsExactly(
                        new Skipped(
                                2,
                                SkipReason.INVALID_ROW,
                                "note must leave room for the address that is replaced"));
    }

    private List<OwnedAlias> all(Owner owner) {
        List<OwnedAlias> all = new ArrayList<>();
        aliases.forEach(owner, all::add);
        return all;
    }

    private static Row row(long line, String address) {
        return new Row.Wanted(line, new EmailAddress(address), OFF);
    }

    private static Skipped skipped(long line, SkipReason why) {
        return new Skipped(line, why, why.text());
    }

    private static Owner owner(Plan plan) {
        return new Owner(UUID.randomUUID(), plan, true, Set.of(Scope.WRITE), null);
    }
}
