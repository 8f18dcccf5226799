package io.relaystream.core.decision;

import io.relaystream.core.address.EmailAddress;

/// What is to happen to a mail.
public sealed interface Decision {

    /// Send it on to the owner's mailbox.
    record Forward(EmailAddress destination) implements Decision {}

    /// Do not send it on; the reason is told to the owner and the operator.
    record Drop(DropReason reason) implements Decision {}
}
