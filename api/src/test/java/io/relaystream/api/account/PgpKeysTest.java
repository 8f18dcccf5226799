package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.pgp.OwnersKey;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PgpKeysTest {
    private final PgpKeys keys =
            PgpKeys.usable(InstantSource.fixed(OwnersKey.CREATED.plus(Duration.ofDays(4))));

    @Test
    void takesAKeyThatMailCanBeEncryptedTo() {
        String armor = OwnersKey.curve25519().armour();

        assertThat(keys.read(armor).armor()).isEqualTo(armor.strip());
    }

    @Test
    void refusesAnyOther() {
        assertThatThrownBy(() -> keys.read(OwnersKey.signingOnly().armour()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be for encryption: this one is for signatures only");
        assertThatThrownBy(() -> keys.read(OwnersKey.shortLived().armour()))
                .hasMessage("must not be expired");
    }

    /// Workers take the first of two, which an owner could not know.
    @Test
    void refusesASecondKey() {
        String both = OwnersKey.curve25519().armour() + OwnersKey.version6().armour();

        assertThatThrownBy(() -> keys.read(both))
                .hasMessageStartingWith("must be one OpenPGP public key");
    }
}
