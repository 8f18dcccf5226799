package io.relaystream.api.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemarksTest {

    @Test
    void noteHasLines() {
        assertThat(new Note(" for\tthe shop\r\n\nasked twice ").text())
                .isEqualTo("for\tthe shop\n\nasked twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\rb", "a\u2028b", "a\ud800b", "a\u001bb"})
    void noteSteersNothing(String text) {
        assertThatThrownBy(() -> new Note(text)).hasMessage("must not hold control characters");
    }

    @Test
    void placeOfUseIsALine() {
        assertThat(new UsedOn(" shop.example ").text()).isEqualTo("shop.example");
        assertThatThrownBy(() -> new UsedOn("a\nb"))
                .hasMessage("must be one line without control characters");
    }

    @Test
    void lengthsAreBounded() {
        assertThatThrownBy(() -> new Note("x".repeat(1_001)))
                .hasMessage("must have at most 1000 characters, got 1001");
        assertThatThrownBy(() -> new UsedOn("x".repeat(254)))
                .hasMessage("must have at most 253 characters, got 254");
    }

    @Test
    void showNothing() {
        assertThat(new Remarks(new Label("my"), new Note("own"), new UsedOn("clinic")).toString())
                .doesNotContain("my", "own", "clinic");
    }
}
