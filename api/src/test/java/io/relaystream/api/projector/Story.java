package io.relaystream.api.projector;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.log.MailState;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the topology writes about one mail: where it is, and how it ended.
///
/// @param receivedAt to the microsecond
public record Story(
        UUID account,
        @Nullable UUID alias,
        String deliveryId,
        boolean reply,
        @Nullable NoticeKind notice,
        Instant receivedAt) {

    /// A mail to an alias, received now.
    public static Story of(UUID account, @Nullable UUID alias) {
        return new Story(
                account,
                alias,
                UUID.randomUUID().toString().replace("-", ""),
                false,
                null,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    public Story received(Instant at) {
        return new Story(account, alias, deliveryId, reply, notice, at);
    }

    public Story asReply() {
        return new Story(account, alias, deliveryId, true, notice, receivedAt);
    }

    public Story asNotice(NoticeKind kind) {
        return new Story(account, alias, deliveryId, reply, kind, receivedAt);
    }

    public LoggedMail queued() {
        return logged(MailState.QUEUED, 0, null, Duration.ofMillis(50));
    }

    /// The first attempt failed, the next is half a minute later.
    public LoggedMail waiting() {
        return logged(MailState.WAITING, 1, DeliveryCode.DEFERRED, Duration.ofSeconds(1));
    }

    public LoggedMail logged(
            MailState state, int attempts, @Nullable DeliveryCode code, Duration after) {
        Instant at = receivedAt.plus(after);
        return new LoggedMail(
                deliveryId,
                "message-" + deliveryId,
                account.toString(),
                alias == null ? null : alias.toString(),
                new EmailAddress("jane@shop.example"),
                reply,
                notice,
                state,
                attempts,
                code,
                state == MailState.WAITING ? at.plusSeconds(30) : null,
                false,
                receivedAt,
                at);
    }

    public CanonicalRecord forwarded() {
        return ended(Outcome.FORWARDED, "sent", null, 1, 2);
    }

    public CanonicalRecord dropped(DropReason reason, String rule) {
        return ended(Outcome.DROPPED, reason.code(), rule, 0, 0);
    }

    public CanonicalRecord failed(Outcome outcome, DeliveryCode code) {
        return ended(outcome, code.code(), null, 3, 0);
    }

    /// It took three seconds.
    private CanonicalRecord ended(
            Outcome outcome, String reason, @Nullable String rule, int attempts, long trackers) {
        return new CanonicalRecord(
                deliveryId,
                "message-" + deliveryId,
                outcome,
                reason,
                rule,
                notice,
                reply,
                "tag",
                attempts,
                false,
                "hash-of-account",
                "hash-of-alias",
                null,
                null,
                null,
                null,
                receivedAt,
                receivedAt.plusMillis(100),
                receivedAt.plusMillis(600),
                receivedAt.plusSeconds(3),
                3_000,
                100,
                200,
                500,
                2_400,
                10,
                20,
                30,
                4_096,
                trackers,
                false,
                "provider-\u0000",
                false,
                Verdict.PASS,
                Verdict.PASS,
                Verdict.GRAY,
                Verdict.PASS,
                Verdict.FAIL,
                DmarcPolicy.NONE);
    }
}
