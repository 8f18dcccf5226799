package io.relaystream.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DropReasonTest {

    @Test
    void isAnObjectionOnlyIfItsConditionHolds() {
        assertThat(DropReason.VIRUS.when(true)).contains(DropReason.VIRUS);
        assertThat(DropReason.VIRUS.when(false)).isEmpty();
    }

    /// A row that is missing may be on its way; a row that is there says all.
    @Test
    void onlyWhatSpeaksOfMissingRowsWaitsForFreshTables() {
        assertThat(Stream.of(DropReason.values()).filter(DropReason::speaksOfAbsence))
                .containsExactlyInAnyOrder(
                        DropReason.NOT_OUR_ADDRESS,
                        DropReason.UNKNOWN_ALIAS,
                        DropReason.UNKNOWN_SUBDOMAIN,
                        DropReason.CATCH_ALL_OFF);
    }

    /// Everything else protects others, or cannot be helped by the owner.
    @Test
    void onlyTheOwnersOwnSettingsAreTheOwnersWish() {
        assertThat(Stream.of(DropReason.values()).filter(DropReason::isOwnersWish))
                .containsExactlyInAnyOrder(
                        DropReason.DMARC_QUARANTINE,
                        DropReason.SPAM,
                        DropReason.ALIAS_DISABLED,
                        DropReason.PROMOTIONS_BLOCKED,
                        DropReason.SENDER_BLOCKED,
                        DropReason.ALIAS_EXPIRED);
    }
}
