package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.alias.AliasPosition;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void leadsBackToItsPosition() {
        AliasPosition position =
                new AliasPosition(Instant.parse("2026-11-23T10:00:00.123456Z"), UUID.randomUUID());

        assertThat(Cursor.position(Cursor.of(position))).contains(position);
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
        assertThat(Cursor.position(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
    void forgedTimeThatPostgresDoesNotKnowLeadsNowhere(long micros) {
        byte[] forged = ByteBuffer.allocate(24).putLong(micros).array();

        assertThat(Cursor.position(Base64.getUrlEncoder().encodeToString(forged))).isEmpty();
    }
}
