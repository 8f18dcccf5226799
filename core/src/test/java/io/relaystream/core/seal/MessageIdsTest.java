package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdsTest {
    private static final String ID = "3F2A.77@laptop.of-jane.example";
    private final MessageIds ids = new MessageIds("relay.localhost", "a secret of the operator");

    @Test
    void hidesAnIdAndGivesItBack() {
        String hidden = ids.hidden("account-1", ID);

        assertThat(hidden)
                .matches("[A-Za-z0-9_-]+@relay\\.localhost")
                .doesNotContain("jane", "3F2A");
        assertThat(ids.shown("account-1", hidden)).contains(ID);
    }

    /// Else a second attempt would be another mail to the correspondent.
    @Test
    void isAlwaysTheSame() {
        assertThat(new MessageIds("relay.localhost", "a secret of the operator").hidden("a", ID))
                .isEqualTo(ids.hidden("a", ID));
        assertThat(ids.hidden("a", ID + "x")).isNotEqualTo(ids.hidden("a", ID));
    }

    @Test
    void givesItToNobodyElse() {
        String hidden = ids.hidden("account-1", ID);

        assertThat(ids.shown("account-2", hidden)).isEmpty();
        assertThat(ids.hidden("account-2", ID)).isNotEqualTo(hidden);
        assertThat(
                        new MessageIds("relay.localhost", "a secret of somebody else")
                                .shown("account-1", hidden))
                .isEmpty();
    }

    /// A line of a header has at most 998 bytes.
    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00fc", "\u20ac", "\ud83d\ude00"})
    void fitsIntoALineHoweverLongTheIdIs(String letter) {
        for (int length : new int[] {1, 100, 124, 125, 126, 166, 167, 250, 251, 500, 501, 2_000}) {
            assertThat(ids.hidden("account-1", letter.repeat(length)).length())
                    .isLessThanOrEqualTo(900);
        }
    }

    @Test
    void hidesALongIdForGood() {
        String shortEnough = ids.hidden("account-1", "x".repeat(500));
        String tooLong = ids.hidden("account-1", "x".repeat(501));

        assertThat(ids.shown("account-1", shortEnough)).contains("x".repeat(500));
        assertThat(tooLong)
                .matches("[0-9a-f]{32}@relay\\.localhost")
                .isEqualTo(ids.hidden("account-1", "x".repeat(501)))
                .isNotEqualTo(ids.hidden("account-2", "x".repeat(501)))
                .isNotEqualTo(ids.hidden("account-1", "x".repeat(502)));
        assertThat(ids.shown("account-1", tooLong)).isEmpty();
    }

    @Test
    void doesNotGiveBackAnIdInWhichACharacterWasChanged() {
        String hidden = ids.hidden("account-1", ID);
        // The last one before the @ may hold bits that say nothing.
        for (int at = 0; at < hidden.indexOf('@') - 1; at++) {
            char changed = hidden.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(
                            ids.shown(
                                    "account-1",
                                    hidden.substring(0, at) + changed + hidden.substring(at + 1)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@relay.localhost",
                "AAAAAAAAAAAAAAAA@relay.localhost",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA@relay.localhost",
                "no base 64!@relay.localhost",
                "\u00fc@relay.localhost",
                "mail-1@shop.example",
                "mail-1@evilrelay.localhost",
                "relay.localhost"
            })
    void givesNothingElseBack(String id) {
        assertThat(ids.shown("account-1", id)).isEmpty();
    }
}
