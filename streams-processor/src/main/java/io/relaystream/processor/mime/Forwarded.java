package io.relaystream.processor.mime;

/// A mail as it goes to the owner, and what was done to it.
///
/// @param wrapped it could not be rewritten, and is an attachment
/// @param trackersRemoved how many trackers were taken out
public record Forwarded(MailBytes mail, boolean wrapped, int trackersRemoved) {}
