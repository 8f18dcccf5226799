package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "  Zoë O'Hara, Dr. (Sales)  ", "Анна", "فاطمة", "👩\u200d🚀"})
    void isWhateverPeopleAreCalled(String text) {
        assertThat(ReplyName.parse(text)).isEqualTo(new ReplyName(text.strip()));
    }

    @Test
    void lengthCountsCharactersAsPeopleDo() {
        assertThat(ReplyName.parse("📚".repeat(60)).text()).hasSize(120);
        assertThatThrownBy(() -> ReplyName.parse("📚".repeat(61)))
                .hasMessage("must have 1 to 60 characters, got 61");
        assertThatThrownBy(() -> ReplyName.parse(" "))
                .hasMessage("must have 1 to 60 characters, got 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@home.example", "Ann <x", "x>", "The \"Ann\""})
    void isNoAddressNorPartOfOne(String text) {
        assertThatThrownBy(() -> ReplyName.parse(text))
                .hasMessage("must not hold @, <, > or a double quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nBcc: b", "a\u0000b", "a\u0085b", "a\u2028b", "a\u202eb"})
    void refusesWhatBreaksALineOrTurnsIt(String text) {
        assertThatThrownBy(() -> ReplyName.parse(text))
                .hasMessage("must be one line without control characters");
    }

    @Test
    void showsNothing() {
        assertThat(ReplyName.parse("Ann")).hasToString("***");
        assertThat(ReplyName.NONE).hasToString("none");
    }
}
