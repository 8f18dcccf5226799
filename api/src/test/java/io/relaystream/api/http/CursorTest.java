package io.relaystream.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.alias.AliasOrder;
import io.relaystream.api.alias.AliasPosition;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @CsvSource({
        "-createdAt, 2026-11-23T10:00:00.123456Z",
        "lastUsedAt, 1970-01-01T00:00:00Z",
        "address, my shop+1@bücher.example",
        "-forwarded, 0",
        "blocked, 9223372036854775807"
    })
    void leadsBackToItsPosition(String order, String key) {
        AliasPosition position = position(order, key.replace(' ', '.'));

        assertThat(Cursor.alias(Cursor.of(position))).contains(position);
    }

    @Test
    void leadsBackToItsHost() {
        assertThat(Cursor.host(Cursor.of("jane.relay.localhost"))).contains("jane.relay.localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA", "LS0t"})
    void whatIsNoHostLeadsNowhere(String text) {
        assertThat(Cursor.host(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoneOfOursLeadsNowhere(String text) {
        assertThat(Cursor.alias(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createdAt ID -1000000000-01-01T00:00:00Z",
                "createdAt ID +10000-01-01T00:00:00Z",
                "createdAt ID 2026-01-01T00:00:00.000000001Z",
                "createdAt ID yesterday",
                "createdAt 7 2026-01-01T00:00:00Z",
                "address ID no address",
                "address ID a\u0000@relay.localhost",
                "forwarded ID -1",
                "forwarded ID 9223372036854775808",
                "id ID 1",
                "createdAt ID"
            })
    void forgedPositionThatPostgresDoesNotKnowLeadsNowhere(String text) {
        String forged = text.replace("ID", UUID.randomUUID().toString());

        assertThat(Cursor.alias(Base64.getUrlEncoder().encodeToString(forged.getBytes(UTF_8))))
                .isEmpty();
    }

    private static AliasPosition position(String order, String key) {
        return new AliasPosition(AliasOrder.parse(order).orElseThrow(), key, UUID.randomUUID());
    }
}
