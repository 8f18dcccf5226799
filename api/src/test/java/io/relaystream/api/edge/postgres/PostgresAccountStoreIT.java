package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.AccountStoreContract;
import io.relaystream.api.account.ApiToken;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAccountStoreIT implements AccountStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresAccountStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public AccountStore store() {
        return new PostgresAccountStore(database);
    }

    @Override
    public void endAt(ApiToken token, Instant end) {
        postgres.execute(
                "UPDATE api_token SET expires_at = ?::timestamptz WHERE token_hash = ?",
                end.toString(),
                token.hash());
    }

    @Test
    void useOfATokenIsNoted() {
        ApiToken token = new ApiToken("used");
        var added = store().add(new EmailAddress("used@home.example"), Plan.FREE, token, SCOPES);

        assertThat(store().owner(token)).map(owner -> owner.accountId()).isEqualTo(added);

        assertThat(
                        postgres.text(
                                "SELECT last_used_at IS NOT NULL FROM api_token WHERE token_hash = '%s'"
                                        .formatted(token.hash())))
                .isEqualTo("t");
    }

    @Test
    void whatMailHasLedToIsShown() {
        UUID id =
                store().add(
                                new EmailAddress("standing@home.example"),
                                Plan.FREE,
                                new ApiToken("standing"),
                                SCOPES)
                        .orElseThrow();
        postgres.execute(
                """
                INSERT INTO account_standing VALUES (?, '2026-01-05', 1, 2, 3, 4,
                    '2026-01-06 01:00Z', '2026-01-06 02:00Z', '2026-01-06 03:00Z',
                    '2026-01-06 04:00Z', '2026-01-06 05:00Z', '2026-01-06 06:00Z', 5, now())
                """,
                id);
        postgres.execute(
                "INSERT INTO account_stats VALUES (?, 6, 7, 8, 9, 10, '2026-01-05 12:00Z')", id);

        AccountDetails account = store().find(id).orElseThrow();

        assertThat(account.standing())
                .isEqualTo(
                        new Standing(
                                LocalDate.parse("2026-01-05"),
                                1,
                                2,
                                3,
                                4,
                                Instant.parse("2026-01-06T01:00:00Z"),
                                Instant.parse("2026-01-06T02:00:00Z"),
                                Instant.parse("2026-01-06T03:00:00Z"),
                                Instant.parse("2026-01-06T04:00:00Z"),
                                Instant.parse("2026-01-06T05:00:00Z"),
                                Instant.parse("2026-01-06T06:00:00Z"),
                                null,
                                5));
        assertThat(account.totals())
                .isEqualTo(
                        new AliasStats(
                                id.toString(),
                                null,
                                6,
                                7,
                                8,
                                9,
                                10,
                                Instant.parse("2026-01-05T12:00:00Z")));
    }

    @Test
    void changeOfNothingIsNoUpdate() {
        UUID id =
                store().add(
                                new EmailAddress("unchanged@home.example"),
                                Plan.FREE,
                                new ApiToken("unchanged"),
                                SCOPES)
                        .orElseThrow();
        String version = "SELECT xmin FROM account WHERE email = 'unchanged@home.example'";
        String before = postgres.text(version);

        store().changeSettings(id, settings -> settings);
        store().changeStatus(id, status -> status);

        assertThat(postgres.text(version)).isEqualTo(before);
    }

    @Test
    void tokenItselfIsStoredNowhere() {
        ApiToken token = new ApiToken("rs_canary");
        var added = store().add(new EmailAddress("canary@home.example"), Plan.FREE, token, SCOPES);

        assertThat(added).isPresent();
        assertThat(postgres.text("SELECT string_agg(t::text, ' ') FROM api_token t"))
                .contains(token.hash())
                .doesNotContain("rs_canary");
    }
}
