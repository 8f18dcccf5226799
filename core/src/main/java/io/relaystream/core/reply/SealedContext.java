package io.relaystream.core.reply;

import java.time.Instant;

/// A [ReplyContext] as it is stored: who does not have the reverse address cannot read it.
///
/// @param token hash of the reverse address's token, and the key of its record
/// @param accountId the owner
/// @param context the encrypted context, in base 64
/// @param usedAt when the reverse address was last given to the owner
public record SealedContext(String token, String accountId, String context, Instant usedAt) {}
