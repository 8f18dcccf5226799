package io.relaystream.api.message;

/// What became of asking for a mail again.
public sealed interface RedeliveryResult {

    /// It is on its way.
    ///
    /// @param deliveryId of the story that has begun
    record Begun(String deliveryId) implements RedeliveryResult {}

    /// The owner has no such mail.
    record Absent() implements RedeliveryResult {}

    /// It may not be delivered again.
    record Refused(RedeliveryRefusal why) implements RedeliveryResult {}

    /// Its content is not kept any more.
    record ContentGone() implements RedeliveryResult {}

    /// Something that is needed is away; the same request may work later.
    record Later() implements RedeliveryResult {}
}
