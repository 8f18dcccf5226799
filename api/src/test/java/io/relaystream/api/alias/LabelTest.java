package io.relaystream.api.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {

    @Test
    void isAnyLineOfText() {
        assertThat(new Label("  Bücher 📚  ").text()).isEqualTo("Bücher 📚");
    }

    @Test
    void blankIsNone() {
        assertThat(new Label("  ")).isEqualTo(Label.NONE);
    }

    @Test
    void lengthCountsCharactersAsPeopleDo() {
        assertThat(new Label("📚".repeat(100)).isNone()).isFalse();
        assertThatThrownBy(() -> new Label("📚".repeat(101)))
                .hasMessage("must have at most 100 characters, got 101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\u0000b", "a\u2028b", "a\ud800b"})
    void refusesWhatBreaksALine(String text) {
        assertThatThrownBy(() -> new Label(text))
                .hasMessage("must be one line without control characters");
    }

    @Test
    void showsNothing() {
        assertThat(new Label("my clinic")).hasToString("***");
    }
}
