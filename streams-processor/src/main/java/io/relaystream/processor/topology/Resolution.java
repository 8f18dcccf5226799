package io.relaystream.processor.topology;

import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of looking up a mail's recipient.
sealed interface Resolution {

    /// The recipient belongs to an account.
    record Found(ResolvedMail resolved) implements Resolution {}

    /// The recipient is nobody, or it cannot be known who.
    ///
    /// @param reply whether the recipient was taken for a reverse address
    /// @param tag of the recipient, if it is the owner's or the sender's remark
    /// @param at when this became certain
    /// @param held how long the mail was held until then
    record TurnedAway(
            InboundMail mail,
            Decision.Drop drop,
            boolean reply,
            @Nullable String tag,
            Instant at,
            Duration held,
            Circumstances circumstances)
            implements Resolution {}

    /// Somebody asked, and no account has to be asked for the answer.
    record Explained(Explanation explanation) implements Resolution {}

    default List<ResolvedMail> found() {
        return switch (this) {
            case Found(var resolved) -> List.of(resolved);
            case TurnedAway _, Explained _ -> List.of();
        };
    }

    default List<CanonicalRecord> endings(Meters meters) {
        return switch (this) {
            case TurnedAway(
                            var mail,
                            var drop,
                            var reply,
                            var tag,
                            var at,
                            var held,
                            var circumstances) ->
                    List.of(
                            Emission.ended(
                                            CanonicalRecord.dropped(
                                                    mail,
                                                    drop,
                                                    at,
                                                    held,
                                                    reply,
                                                    tag,
                                                    null,
                                                    null,
                                                    circumstances),
                                            meters)
                                    .ending());
            case Found _, Explained _ -> List.of();
        };
    }

    default List<Explanation> explanations() {
        return switch (this) {
            case Explained(var explanation) -> List.of(explanation);
            case Found _, TurnedAway _ -> List.of();
        };
    }
}
