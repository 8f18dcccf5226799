package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoxTest {
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
    private static final String TEXT = "Grüße";
    private final Box box = new Box(SECRET, "test");

    @Test
    void opensWhatItClosed() {
        assertThat(box.open(box.close(TEXT, "ann"), "ann")).contains(TEXT);
        assertThat(box.open(box.close("", "ann"), "ann")).contains("");
    }

    @Test
    void givesTheSameBytesForTheSameTextOnly() {
        byte[] closed = box.close(TEXT, "ann");

        assertThat(box.close(TEXT, "ann")).isEqualTo(closed);
        assertThat(nonce(box.close(TEXT, "bob"))).isNotEqualTo(nonce(closed));
        assertThat(nonce(box.close(TEXT + "!", "ann"))).isNotEqualTo(nonce(closed));
    }

    @Test
    void opensNothingForSomebodyElseOrWithAnotherKey() {
        byte[] closed = box.close(TEXT, "ann");

        assertThat(box.open(closed, "bob")).isEmpty();
        assertThat(new Box(SECRET, "another purpose").open(closed, "ann")).isEmpty();
        assertThat(new Box("another".getBytes(StandardCharsets.UTF_8), "test").open(closed, "ann"))
                .isEmpty();
    }

    @Test
    void opensNothingThatWasChangedOrCutShort() {
        byte[] closed = box.close(TEXT, "ann");
        for (int at = 0; at < closed.length; at++) {
            byte[] changed = closed.clone();
            changed[at] ^= 1;
            assertThat(box.open(changed, "ann")).isEmpty();
            assertThat(box.open(Arrays.copyOf(closed, at), "ann")).isEmpty();
        }
        assertThat(box.open(Arrays.copyOf(closed, closed.length + 1), "ann")).isEmpty();
    }

    private static byte[] nonce(byte[] closed) {
        return Arrays.copyOf(closed, 12);
    }
}
