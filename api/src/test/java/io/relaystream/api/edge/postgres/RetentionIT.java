package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.platform.service.Background;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionIT {
    private static final String MAILS = "SELECT count(*)::text FROM message WHERE account_id = ?";
    private static final String HOURS =
            "SELECT count(*)::text FROM message_hour WHERE account_id = ?";

    @Test
    void whatIsOverIsDeletedAndNothingElse(@TempDir Path directory) {
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Database database = postgres.open()) {
            // Given
            UUID account = postgres.newAccount();
            postgres.execute(
                    """
                    INSERT INTO message (delivery_id, message_id, account_id, state, received_at)
                    SELECT md5(i::text), 'any', ?, 'queued',
                        now() - CASE WHEN i = 0 THEN interval '29 days' ELSE interval '31 days' END
                    FROM generate_series(0, 2500) AS i
                    """,
                    account);
            postgres.execute(
                    """
                    INSERT INTO message_hour
                    SELECT ?, ?, now() - days * interval '1 day', 1, 1, 1, 1, 1
                    FROM unnest(ARRAY[399, 401]) AS days
                    """,
                    account,
                    UUID.randomUUID());
            postgres.execute(
                    """
                    INSERT INTO session (account_id, token_hash, expires_at)
                    SELECT ?, encode(sha256(days::text::bytea), 'hex'), now() + days * interval '1 day'
                    FROM unnest(ARRAY[-1, 1]) AS days
                    """,
                    account);
            postgres.execute(
                    """
                    INSERT INTO login_link (purpose, email, token_hash, expires_at)
                    SELECT 'sign_in', 'any@home.example', encode(sha256(days::text::bytea), 'hex'),
                        now() + days * interval '1 day'
                    FROM unnest(ARRAY[-1, 1]) AS days
                    """);

            // When
            try (Background _ = Retention.start(database)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(postgres.find(HOURS, account)).contains("1"));
            }

            // Then
            assertThat(postgres.find(MAILS, account)).contains("1");
            assertThat(postgres.text("SELECT count(*)::text FROM session")).isEqualTo("1");
            assertThat(postgres.text("SELECT count(*)::text FROM login_link")).isEqualTo("1");
        }
    }
}
