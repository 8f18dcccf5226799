package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.identity.SignInStore;
import io.relaystream.api.identity.SignInStoreContract;
import io.relaystream.core.address.EmailAddress;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSignInStoreIT implements SignInStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresSignInStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public SignInStore store() {
        return new PostgresSignInStore(database);
    }

    @Override
    public AccountStore accounts() {
        return new PostgresAccountStore(database);
    }

    @Test
    void neitherLinkNorSessionIsStored() {
        Instant until = Instant.now().plusSeconds(60);
        ApiToken link = new ApiToken("rs_canary-link");
        ApiToken session = new ApiToken("rs_canary-session");
        store().addLink(link, new EmailAddress("canary@home.example"), until);
        assertThat(store().signIn(link, true, session, until)).isPresent();

        assertThat(
                        postgres.text(
                                "SELECT (SELECT string_agg(l::text, ' ') FROM login_link l) || (SELECT string_agg(s::text, ' ') FROM session s)"))
                .contains(link.hash(), session.hash())
                .doesNotContain("rs_canary");
    }
}
