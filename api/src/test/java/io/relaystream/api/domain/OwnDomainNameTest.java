package io.relaystream.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDomainNameTest {

    @Test
    void isCanonical() {
        assertThat(new OwnDomainName(" Bücher.Example. ").host())
                .isEqualTo("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "com", "127.0.0.1", "a..b", "no domain.example", "_dmarc.a.example"})
    void whatNobodyOwnsIsRefused(String text) {
        assertThatThrownBy(() -> new OwnDomainName(text))
                .hasMessage("must be a domain such as mail.example.com");
    }

    @Test
    void knowsWhatItIsIn() {
        assertThat(new OwnDomainName("a.relay.example").isIn("relay.example")).isTrue();
        assertThat(new OwnDomainName("relay.example").isIn("relay.example")).isTrue();
        assertThat(new OwnDomainName("my-relay.example").isIn("relay.example")).isFalse();
    }
}
