package io.relaystream.api.message;

import io.relaystream.core.Code;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an owner may ask for again: what the own settings dropped, if dropped mail is held, and
/// what could not be delivered. Whether its content is still there is another question.
public final class Redelivery {
    /// How long dropped mail is held.
    static final Duration HOLD = Duration.ofDays(7);

    /// How long it is known where a mail lies.
    static final Duration KEPT = Duration.ofDays(14);

    private Redelivery() {}

    public static boolean possible(PastMail mail, Instant now) {
        return refusal(mail, now).isEmpty();
    }

    /// @return why it is not possible; empty if it is
    public static Optional<RedeliveryRefusal> refusal(PastMail mail, Instant now) {
        Outcome outcome = mail.outcome();
        if (!mail.incoming()) {
            return Optional.of(RedeliveryRefusal.NOT_INCOMING);
        }
        if (outcome == null) {
            return Optional.of(RedeliveryRefusal.ON_ITS_WAY);
        }
        if (mail.address() == null) {
            return Optional.of(RedeliveryRefusal.WITHOUT_ALIAS);
        }
        return switch (outcome) {
            case FORWARDED -> Optional.of(RedeliveryRefusal.ARRIVED);
            case CONTENT_MISSING -> Optional.of(RedeliveryRefusal.CONTENT_LOST);
            case REJECTED, EXPIRED -> age(mail, KEPT, now);
            case DROPPED -> dropped(mail, now);
        };
    }

    private static Optional<RedeliveryRefusal> dropped(PastMail mail, Instant now) {
        boolean wished =
                Code.find(DropReason.class, mail.reason())
                        .filter(DropReason::isOwnersWish)
                        .isPresent();
        if (!wished) {
            return Optional.of(RedeliveryRefusal.NOT_THE_OWNERS_WISH);
        }
        return mail.held() ? age(mail, HOLD, now) : Optional.of(RedeliveryRefusal.NOT_HELD);
    }

    private static Optional<RedeliveryRefusal> age(PastMail mail, Duration limit, Instant now) {
        return now.isAfter(mail.receivedAt().plus(limit))
                ? Optional.of(RedeliveryRefusal.TOO_OLD)
                : Optional.empty();
    }
}
