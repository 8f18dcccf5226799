package io.relaystream.api.message;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import io.relaystream.core.mail.Verdict;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Mails as their owner sees them.
public final class Messages {
    public static final Instant NOON = Instant.parse("2026-11-05T12:00:00Z");
    private static final UUID ALIAS = UUID.randomUUID();

    private Messages() {}

    static OwnedMessage underWay(MailState state, @Nullable DeliveryCode code) {
        return message(
                id(),
                MessageKind.MAIL,
                ALIAS,
                state,
                null,
                code == null ? null : code.code(),
                null,
                NOON,
                null,
                false);
    }

    static OwnedMessage dropped(DropReason reason, String rule) {
        return ended(MessageKind.MAIL, Outcome.DROPPED, reason.code(), rule);
    }

    static OwnedMessage ended(Outcome outcome, DeliveryCode code) {
        return ended(MessageKind.MAIL, outcome, code.code(), null);
    }

    static OwnedMessage ended(
            MessageKind kind, Outcome outcome, String reason, @Nullable String rule) {
        return message(
                id(), kind, ALIAS, MailState.ENDED, outcome, reason, rule, NOON, null, false);
    }

    static OwnedMessage with(
            OwnedMessage message,
            @Nullable UUID alias,
            Instant receivedAt,
            @Nullable String redeliveredAs,
            boolean dropsHeld) {
        return message(
                message.deliveryId(),
                message.kind(),
                alias,
                message.state(),
                message.outcome(),
                message.reason(),
                message.rule(),
                receivedAt,
                redeliveredAs,
                dropsHeld);
    }

    /// The owner has dropped mail held.
    static OwnedMessage held(OwnedMessage message) {
        return with(message, message.alias(), message.receivedAt(), null, true);
    }

    /// Its alias is still there.
    static OwnedMessage addressed(OwnedMessage message) {
        return new OwnedMessage(
                message.deliveryId(),
                message.alias(),
                new EmailAddress("shop@relay.localhost"),
                message.sender(),
                message.kind(),
                message.state(),
                message.outcome(),
                message.reason(),
                message.rule(),
                message.receivedAt(),
                message.finishedAt(),
                message.attempts(),
                message.nextAttemptAt(),
                message.maybeDuplicate(),
                message.trackersRemoved(),
                message.sizeBytes(),
                message.timings(),
                message.verdicts(),
                message.redeliveredAs(),
                message.dropsHeld());
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static OwnedMessage message(
            String id,
            MessageKind kind,
            @Nullable UUID alias,
            MailState state,
            @Nullable Outcome outcome,
            @Nullable String reason,
            @Nullable String rule,
            Instant receivedAt,
            @Nullable String redeliveredAs,
            boolean dropsHeld) {
        return new OwnedMessage(
                id,
                alias,
                null,
                new EmailAddress("jane@shop.example"),
                kind,
                state,
                outcome,
                reason,
                rule,
                receivedAt,
                outcome == null ? null : receivedAt.plusSeconds(3),
                outcome == null || outcome == Outcome.DROPPED ? 0 : 1,
                null,
                false,
                0,
                outcome == null ? null : 4_096L,
                outcome == null ? null : new Timings(100, 200, 500, 2_400, 10, 20, 30),
                outcome == null
                        ? null
                        : new Verdicts(
                                Verdict.PASS,
                                Verdict.PASS,
                                Verdict.GRAY,
                                Verdict.PASS,
                                Verdict.FAIL),
                redeliveredAs,
                dropsHeld);
    }
}
