package io.relaystream.core.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPartTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7", "shop", "my.shop-2", "a--b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void acceptsLettersDigitsDotsAndHyphens(String text) {
        assertThat(new LocalPart(text).value()).isEqualTo(text);
    }

    @Test
    void isLowerCaseWithoutSpaceAround() {
        assertThat(new LocalPart(" My.Shop ").value()).isEqualTo("my.shop");
    }

    @Test
    void hasAtMost63Characters() {
        assertThat(new LocalPart("a".repeat(63)).value()).hasSize(63);
        refused("a".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-a", "a-", ".a", "a.", "a..b", "a b", "a_b", "a+b", "a@b", "ä", "а", "a\u0000"
            })
    void refusesWhatIsNotSafeEverywhere(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noreply",
                "replies",
                "postmaster",
                "abuse",
                "bounces",
                "Admin",
                "WEBMASTER"
            })
    void namesThatOthersTrustAreReserved(String text) {
        assertThat(new LocalPart(text).reserved()).isTrue();
    }

    @Test
    void ordinaryNamesAreNotReserved() {
        assertThat(new LocalPart("postmaster2").reserved()).isFalse();
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> new LocalPart(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "must be 1 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends and no two dots in a row");
    }
}
