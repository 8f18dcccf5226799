package io.relaystream.api.statistics;

import java.time.Instant;

/// What has become of the mail that ended in one hour or day.
///
/// @param at the beginning
/// @param forwarded no replies
/// @param blocked mails that a rule objected to; no replies
/// @param failed mails and replies that could not be delivered
/// @param replied replies that were sent
public record Counts(
        Instant at, long forwarded, long blocked, long failed, long replied, long trackersRemoved) {

    static Counts none(Instant at) {
        return new Counts(at, 0, 0, 0, 0, 0);
    }
}
