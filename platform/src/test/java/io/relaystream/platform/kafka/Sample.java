package io.relaystream.platform.kafka;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One record of every type that lies in a topic, all fields filled, and the name of its golden
/// file.
record Sample<V>(String golden, Topic<V> topic, V record) {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("0123456789abcdef");
    private static final Instant DECIDED = Mails.ACCEPTED.plusMillis(5);

    static List<Sample<?>> all() {
        LedgerEntry entry = entry();
        return List.of(
                new Sample<>("inbound_mail", Topics.INBOUND, Mails.ordinary()),
                new Sample<>("alias", Topics.ALIASES, Aliases.open()),
                new Sample<>("account", Topics.ACCOUNTS, Accounts.droppingSpam()),
                new Sample<>(
                        "cdc_heartbeat", Topics.CDC_HEARTBEAT, new CdcHeartbeat(Mails.RECEIVED)),
                new Sample<>("feedback", Topics.FEEDBACK, feedback()),
                new Sample<>("delivery_request", Topics.DELIVERIES, entry.request()),
                new Sample<>("delivery_outcome", Topics.OUTCOMES, sent(entry)),
                new Sample<>(
                        "canonical_record",
                        Topics.CANONICAL,
                        entry.ending(
                                Outcome.FORWARDED,
                                sent(entry),
                                DECIDED.plusMillis(700),
                                PSEUDONYMS)));
    }

    static LedgerEntry entry() {
        return new Ledger(Duration.ZERO, PSEUDONYMS)
                .open(
                        Mails.ordinary(),
                        Aliases.open(),
                        Accounts.active().email(),
                        DECIDED,
                        Duration.ofMillis(40))
                .entry();
    }

    private static DeliveryOutcome sent(LedgerEntry entry) {
        return new DeliveryOutcome(
                entry.mail().deliveryId(),
                1,
                "account-1",
                DeliveryCode.SENT,
                "provider-1",
                4_096,
                10,
                20,
                30);
    }

    private static Feedback feedback() {
        return new Feedback(
                FeedbackKind.BOUNCE,
                "provider-1",
                Accounts.active().email(),
                "delivery-1",
                "account-1",
                "Permanent",
                "General",
                Mails.RECEIVED);
    }

    @Override
    public String toString() {
        return golden;
    }
}
