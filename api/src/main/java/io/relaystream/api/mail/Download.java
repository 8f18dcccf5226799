package io.relaystream.api.mail;

/// What a link to a mail leads to now.
public sealed interface Download {

    /// The caller closes it.
    record Ready(MailStore.Content content) implements Download {}

    /// The link is not ours, or the mail is gone.
    record Absent() implements Download {}

    /// It was ours, and its time is over.
    record Ended() implements Download {}

    /// As many mails are being fetched as may be at once, or the store is away.
    record Later() implements Download {}
}
