package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.AccountStoreContract;
import io.relaystream.api.account.ApiToken;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.nio.file.Path;
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
    public void expire(ApiToken token) {
        postgres.execute(
                "UPDATE api_token SET expires_at = now() WHERE token_hash = ?", token.hash());
    }

    @Override
    public void deactivate(UUID account) {
        postgres.execute("UPDATE account SET active = false WHERE id = ?", account);
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
    void tokenItselfIsStoredNowhere() {
        ApiToken token = new ApiToken("rs_canary");
        var added = store().add(new EmailAddress("canary@home.example"), Plan.FREE, token, SCOPES);

        assertThat(added).isPresent();
        assertThat(postgres.text("SELECT string_agg(t::text, ' ') FROM api_token t"))
                .contains(token.hash())
                .doesNotContain("rs_canary");
    }
}
