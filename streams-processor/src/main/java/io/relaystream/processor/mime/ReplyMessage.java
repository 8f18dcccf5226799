package io.relaystream.processor.mime;

import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.Seals;
import java.util.Optional;

/// An owner's answer as a correspondent receives it: from the alias, and without anything that
/// tells the owner's mailbox.
public final class ReplyMessage {
    private ReplyMessage() {}

    /// @param raw the whole mail as it was received
    /// @param request from which alias to whom; must have an owner
    /// @param seals hide the owner's message ids
    /// @return empty if it cannot be cleaned, and the owner has not allowed it to go out so
    public static Optional<MailBytes> of(RawMail raw, DeliveryRequest request, Seals seals) {
        return Optional.empty();
    }
}
