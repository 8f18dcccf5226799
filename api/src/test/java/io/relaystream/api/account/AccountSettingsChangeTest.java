package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountSettingsChangeTest {
    private static final AccountSettings FULL = AccountStoreContract.FULL;

    @Test
    void ofNothingLeavesEverythingAsItIs() {
        assertThat(nothing().nothing()).isTrue();
        assertThat(nothing().apply(FULL)).isEqualTo(FULL);
    }

    @Test
    void ofEverythingLeavesNothingAsItWas() {
        AccountSettingsChange change =
                new AccountSettingsChange(
                        Optional.of(FULL.dropSpam()),
                        Optional.of(FULL.quarantine()),
                        Optional.of(FULL.blockedSenders()),
                        Optional.of(FULL.banner()),
                        Optional.of(FULL.removeTrackers()),
                        Optional.of(FULL.locale()),
                        Optional.of(FULL.pgpKey()),
                        Optional.of(FULL.replyName()),
                        Optional.of(FULL.sealedReplies()),
                        Optional.of(FULL.holdDropped()));

        assertThat(change.nothing()).isFalse();
        assertThat(change.apply(AccountSettings.INITIAL)).isEqualTo(FULL);
    }

    @Test
    void takesAKeyAway() {
        AccountSettingsChange change =
                new AccountSettingsChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(PgpKey.NONE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        assertThat(change.nothing()).isFalse();
        assertThat(change.apply(FULL).pgpKey()).isEqualTo(PgpKey.NONE);
        assertThat(change.apply(FULL).replyName()).isEqualTo(FULL.replyName());
    }

    private static AccountSettingsChange nothing() {
        return new AccountSettingsChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
