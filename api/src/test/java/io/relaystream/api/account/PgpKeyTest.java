package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgpKeyTest {
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\n";
    private static final String END = "\r\n-----END PGP PUBLIC KEY BLOCK-----";

    @Test
    void isArmor() {
        assertThat(PgpKey.armored(" \r\n" + BEGIN + "xsBN" + END + "\r\n"))
                .isEqualTo(new PgpKey(BEGIN + "xsBN" + END));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xsBN",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nx\n-----END PGP PRIVATE KEY BLOCK-----",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nx\n-----END PGP PRIVATE KEY BLOCK-----\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----",
                "-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\u0000\n-----END PGP PUBLIC KEY BLOCK-----",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\u00fc\n-----END PGP PUBLIC KEY BLOCK-----"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> PgpKey.armored(text))
                .hasMessage(
                        "must be one OpenPGP public key in ASCII armor, from -----BEGIN PGP PUBLIC KEY BLOCK----- to -----END PGP PUBLIC KEY BLOCK-----");
    }

    @Test
    void isBounded() {
        String longest = "x".repeat(20_000 - BEGIN.length() - END.length());

        assertThat(PgpKey.armored(BEGIN + longest + END).armor()).hasSize(20_000);
        assertThatThrownBy(() -> PgpKey.armored(BEGIN + longest + "x" + END))
                .hasMessage("must have at most 20000 characters, got 20001");
    }

    @Test
    void showsNothing() {
        assertThat(PgpKey.armored(BEGIN + END)).hasToString("***");
        assertThat(PgpKey.NONE).hasToString("none");
    }
}
