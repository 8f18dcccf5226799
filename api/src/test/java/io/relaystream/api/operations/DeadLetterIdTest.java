package io.relaystream.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterIdTest {

    @Test
    void leadsBackToItsRecord() {
        DeadLetterId id = new DeadLetterId(0, 123_456_789_012L);

        assertThat(id.text()).isEqualTo("0-123456789012");
        assertThat(DeadLetterId.parse(id.text())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0-", "-1", "0--1", "0-x", "0-1-2", "0-9999999999999999999"})
    void whatIsNoneOfOursLeadsNowhere(String text) {
        assertThat(DeadLetterId.parse(text)).isEmpty();
    }
}
