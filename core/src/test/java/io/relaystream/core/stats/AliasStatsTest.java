package io.relaystream.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Aliases;
import io.relaystream.core.LedgerEntries;
import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AliasStatsTest {
    private static final Instant ENDED = Mails.ACCEPTED.plusSeconds(1);
    private final AliasStats none = AliasStats.none("account-1", Aliases.open().id());

    @Test
    void countsAForwardedMailWithItsTrackersAndWhen() {
        AliasStats stats = none.ended(ending(Outcome.FORWARDED)).ended(ending(Outcome.FORWARDED));

        assertThat(stats).isEqualTo(new AliasStats("account-1", "alias-1", 2, 0, 0, 4, 0, ENDED));
    }

    @Test
    void countsADroppedMailAsBlocked() {
        CanonicalRecord dropped =
                CanonicalRecord.dropped(
                        Mails.ordinary(),
                        new Decision.Drop(DropReason.SPAM, "spam_for_opted_out_owner"),
                        ENDED,
                        Duration.ZERO,
                        false,
                        null,
                        null,
                        null,
                        Circumstances.UNKNOWN);

        assertThat(none.ended(dropped))
                .isEqualTo(new AliasStats("account-1", "alias-1", 0, 1, 0, 0, 0, null));
    }

    @Test
    void countsAReplyThatWasSentAndNoneThatWasRefused() {
        CanonicalRecord refused =
                CanonicalRecord.dropped(
                        Mails.ordinary(),
                        new Decision.Drop(DropReason.REPLY_LIMIT, "reply_limit_reached"),
                        ENDED,
                        Duration.ZERO,
                        true,
                        null,
                        null,
                        null,
                        Circumstances.UNKNOWN);

        assertThat(none.ended(ending(Replies.entry(), Outcome.FORWARDED)).ended(refused))
                .isEqualTo(new AliasStats("account-1", "alias-1", 0, 0, 1, 0, 0, ENDED));
    }

    @Test
    void countsNothingForWhatCouldNotBeDelivered() {
        assertThat(none.ended(ending(Outcome.REJECTED)).ended(ending(Outcome.EXPIRED)))
                .isEqualTo(none);
    }

    @Test
    void countsOnForAnAliasThatTurnsOutToHaveAnotherId() {
        AliasStats stats = none.ended(ending(Outcome.FORWARDED)).of("account-1", "alias-2");

        assertThat(stats.key()).isEqualTo("alias-2");
        assertThat(stats.forwarded()).isEqualTo(1);
        assertThat(stats.of("account-2", "alias-3"))
                .isEqualTo(AliasStats.none("account-2", "alias-3"));
    }

    @Test
    void isKeyedByTheAliasOrByTheAccountForItsTotal() {
        assertThat(none.key()).isEqualTo("alias-1");
        assertThat(AliasStats.none("account-1", null).key()).isEqualTo("account-1");
    }

    private static CanonicalRecord ending(Outcome outcome) {
        return ending(
                LedgerEntries.forward(Mails.ordinary(), Mails.ACCEPTED, Duration.ZERO), outcome);
    }

    private static CanonicalRecord ending(LedgerEntry entry, Outcome outcome) {
        return entry.ending(
                outcome,
                new DeliveryOutcome(
                        "d", 1, "account-1", DeliveryCode.SENT, null, 1, 2, 3, 4, 2, false),
                ENDED,
                new Pseudonyms("a key of 16 char"));
    }
}
