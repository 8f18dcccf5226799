package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import java.util.List;

/// A mail as it goes to the owner, and what was done to it.
///
/// @param wrapped it could not be rewritten, and is an attachment
/// @param trackersRemoved how many trackers were taken out
/// @param correspondents whom its reverse addresses lead to
public record Forwarded(
        MailBytes mail, boolean wrapped, int trackersRemoved, List<EmailAddress> correspondents) {}
