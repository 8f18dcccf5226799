package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopMarkTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private final HopMark hops = new HopMark("a secret of the operator");

    @Test
    void knowsWhatItWrote() {
        assertThat(hops.of(ID)).startsWith(ID + " ").hasSize(65);
        assertThat(hops.isOurs(hops.of(ID))).isTrue();
        assertThat(hops.isOurs("  " + hops.of(ID).toUpperCase(java.util.Locale.ROOT) + " "))
                .isTrue();
    }

    @Test
    void doesNotKnowWhatAnotherOperatorWrote() {
        assertThat(hops.isOurs(new HopMark("a secret of somebody else").of(ID))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef 00000000000000000000000000000000",
                "0123456789abcdef0123456789abcdef zz",
                "\u0000"
            })
    void takesNothingElse(String forged) {
        assertThat(hops.isOurs(forged)).isFalse();
    }
}
