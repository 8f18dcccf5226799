package io.relaystream.core.decision;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.reply.ReplyContext;
import java.time.Instant;

/// What is to happen to a mail.
public sealed interface Decision {

    /// Send it on to the owner's mailbox.
    ///
    /// @param unverifiedSender it must say that its sender is not verified
    record Forward(EmailAddress destination, boolean unverifiedSender) implements Decision {}

    /// It is the owner's answer to a correspondent: send it on in the name of the alias.
    record Reply(ReplyContext context) implements Decision {}

    /// Do not send it on; the reason is told to the owner and the operator.
    ///
    /// @param rule the one that objected
    record Drop(DropReason reason, String rule) implements Decision {}

    /// Keep it and decide again later.
    record Postpone(Instant until) implements Decision {}

    /// It is a report about a mail of the account: read it.
    record ReadReport(String accountId) implements Decision {}
}
