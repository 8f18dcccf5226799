package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void readsHostPortDatabaseAndSslMode() {
        String jdbc =
                "jdbc:postgresql://db.example:6432/relay?connectTimeout=5&sslmode=verify-full";

        assertThat(DatabaseUrl.parse(jdbc))
                .isEqualTo(
                        new DatabaseUrl(
                                jdbc, "db.example", 6432, "relay", Optional.of("verify-full")));
    }

    @Test
    void portIsThatOfPostgresUnlessGiven() {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db.example/relay").port()).isEqualTo(5432);
    }

    @Test
    void hostLosesTheBracketsOfAnIpv6Address() {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://[::1]:5432/relay").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://db.example/relay",
                "jdbc:mysql://db.example/relay",
                "jdbc:postgresql://db.example",
                "jdbc:postgresql://db.example/",
                "jdbc:postgresql:relay",
                "jdbc:postgresql://db example/relay"
            })
    void refusesWhatNamesNoDatabaseOnAHost(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "RELAY_DB_URL must look like jdbc:postgresql://host:5432/database, got '%s'"
                                .formatted(text));
    }
}
