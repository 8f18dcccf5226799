package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.message.MessagePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCursorTest {

    @Test
    void leadsBackToItsPosition() {
        var position =
                new MessagePosition(
                        Instant.parse("2026-11-23T10:00:00.123456Z"), "0123456789abcdef".repeat(2));

        assertThat(MessageCursor.position(MessageCursor.of(position))).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not base64!",
                "1",
                "-1 0123456789abcdef0123456789abcdef",
                "99999999999999999 0123456789abcdef0123456789abcdef",
                "1 0123456789ABCDEF0123456789abcdef"
            })
    void whatIsNoneOfOursLeadsNowhere(String text) {
        assertThat(MessageCursor.position(text)).isEmpty();
        assertThat(
                        MessageCursor.position(
                                Base64.getUrlEncoder()
                                        .encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void latestTimeThatCanBeForgedIsOneOfPostgres() {
        String forged = "9999999999999999 " + "0".repeat(32);

        assertThat(
                        MessageCursor.position(
                                Base64.getUrlEncoder()
                                        .encodeToString(forged.getBytes(StandardCharsets.UTF_8))))
                .get()
                .extracting(MessagePosition::receivedAt)
                .isEqualTo(Instant.parse("2286-11-20T17:46:39.999999Z"));
    }
}
