package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ApiTokenTest {

    @Test
    void has256RandomBitsBehindAPrefixThatScannersKnow() {
        SecureRandom random = new SecureRandom();

        assertThat(ApiToken.random(random).value()).matches("rs_[A-Za-z0-9_-]{43}");
        assertThat(ApiToken.random(random)).isNotEqualTo(ApiToken.random(random));
    }

    /// The digest of `abc` in FIPS 180-4.
    @Test
    void hashIsSha256() {
        assertThat(new ApiToken("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void matchesOnlyItself() {
        assertThat(new ApiToken("one").matches(new ApiToken("one"))).isTrue();
        assertThat(new ApiToken("one").matches(new ApiToken("two"))).isFalse();
        assertThat(new ApiToken("one").matches(new ApiToken("one "))).isFalse();
    }

    @Test
    void showsNothing() {
        assertThat(new ApiToken("canary")).hasToString("***");
    }
}
