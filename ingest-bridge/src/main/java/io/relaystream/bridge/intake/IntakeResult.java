package io.relaystream.bridge.intake;

import io.relaystream.bridge.ses.RejectReason;
import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.core.Code;

/// What became of a message. The transport turns it into its own answer: may the sender forget the
/// message, must it not, or should it come again?
public sealed interface IntakeResult {

    /// It is in Kafka; the sender may forget it.
    ///
    /// @param records how many
    record Accepted(int records) implements IntakeResult {}

    /// Understood, and there is nothing to write; the sender may forget it.
    ///
    /// @param kind what it was
    record Ignored(Code kind) implements IntakeResult {}

    /// Authentic and not understood; it is kept in `mail.rejected-input`, the sender may forget it.
    record Rejected(RejectReason reason) implements IntakeResult {}

    /// Not from a topic of ours; nothing was done.
    record Refused(RefusalReason reason) implements IntakeResult {}

    /// Responsibility was not taken over; the same message may succeed later.
    record Unavailable(Cause cause) implements IntakeResult {}

    /// What was not available.
    enum Cause implements Code {
        SIGNING_CERTIFICATE,
        SUBSCRIPTION_API,
        OBJECT_STORE,
        BROKER
    }

    /// What a confirmation was about.
    enum Confirmation implements Code {
        SUBSCRIBED,
        UNSUBSCRIBED
    }
}
