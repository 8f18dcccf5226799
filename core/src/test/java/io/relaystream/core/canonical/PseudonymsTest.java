package io.relaystream.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private final Pseudonyms pseudonyms = new Pseudonyms("0123456789abcdef");

    /// Computed with `printf account-1 | openssl dgst -sha256 -hmac 0123456789abcdef`.
    @Test
    void isTheFirstHalfOfHmacSha256() {
        assertThat(pseudonyms.of("account-1")).isEqualTo("5cb2f6c9d1a3ddd7533fe8a8b11c3bd1");
    }

    @Test
    void differsByIdAndByKey() {
        assertThat(pseudonyms.of("account-2")).isNotEqualTo(pseudonyms.of("account-1"));
        assertThat(new Pseudonyms("fedcba9876543210").of("account-1"))
                .isNotEqualTo(pseudonyms.of("account-1"));
    }

    @Test
    void refusesAShortKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pseudonyms("0123456789abcde"))
                .withMessage("RELAY_PSEUDONYM_KEY must have at least 16 characters, got 15");
    }
}
