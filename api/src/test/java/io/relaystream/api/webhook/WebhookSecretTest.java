package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    /// `printf '1700000000.{"event":"ping"}' | openssl dgst -sha256 -hmac whsec_known`
    @Test
    void signsTimeAndBody() {
        WebhookSecret secret = new WebhookSecret("whsec_known");

        assertThat(secret.signature(Instant.ofEpochSecond(1_700_000_000), "{\"event\":\"ping\"}"))
                .isEqualTo(
                        "t=1700000000,v1="
                                + "1798da592443568ebc3bdb90f72ee51918711c52e7e6a3d3a699cfe2c1818708");
    }

    @Test
    void has256BitsAndHidesThem() {
        WebhookSecret secret = WebhookSecret.random(new SecureRandom());

        assertThat(secret.value()).matches("whsec_[A-Za-z0-9_-]{43}");
        assertThat(secret)
                .hasToString("***")
                .isNotEqualTo(WebhookSecret.random(new SecureRandom()));
    }
}
