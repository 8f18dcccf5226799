package io.relaystream.processor.topology;

import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What became of looking up a mail's recipient.
sealed interface Resolution {

    /// The recipient is an alias.
    record Found(ResolvedMail resolved) implements Resolution {}

    /// The recipient is no alias, or it cannot be known.
    ///
    /// @param at when this became certain
    /// @param held how long the mail was held until then
    record Unknown(InboundMail mail, DropReason reason, Instant at, Duration held)
            implements Resolution {}

    default List<ResolvedMail> found() {
        return switch (this) {
            case Found(ResolvedMail resolved) -> List.of(resolved);
            case Unknown _ -> List.of();
        };
    }

    default List<CanonicalRecord> endings(Meters meters) {
        return switch (this) {
            case Found _ -> List.of();
            case Unknown(InboundMail mail, DropReason reason, Instant at, Duration held) ->
                    List.of(
                            Emission.ended(
                                            CanonicalRecord.dropped(
                                                    mail, reason, at, held, null, null),
                                            meters)
                                    .ending());
        };
    }
}
