package io.relaystream.bridge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void readsUtf8AsItIs() throws IOException {
        String text = "\uFEFFGrüße \0 \uD83D\uDC0E\r\n";

        assertThat(read(text.getBytes(StandardCharsets.UTF_8), 100))
                .isEqualTo(new RequestBody.Text(text));
    }

    @Test
    void readsUpToTheLimit() throws IOException {
        assertThat(read(new byte[100], 100)).isInstanceOf(RequestBody.Text.class);
        assertThat(read(new byte[101], 100)).isEqualTo(new RequestBody.TooLarge());
    }

    @Test
    void seesWhatIsNotUtf8() throws IOException {
        assertThat(read("Grüße".getBytes(StandardCharsets.ISO_8859_1), 100))
                .isEqualTo(new RequestBody.Garbled());
        assertThat(read(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 100))
                .isEqualTo(new RequestBody.Garbled());
    }

    @Test
    void doesNotWaitForASlowSender() {
        assertThatThrownBy(
                        () ->
                                RequestBody.read(
                                        new ByteArrayInputStream(new byte[10]), 100, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessage("A request must arrive within PT0S, got 10 bytes in that time");
    }

    private static RequestBody read(byte[] bytes, int limit) throws IOException {
        return RequestBody.read(new ByteArrayInputStream(bytes), limit, MINUTE);
    }
}
