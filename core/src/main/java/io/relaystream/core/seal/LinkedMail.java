package io.relaystream.core.seal;

import java.time.Instant;

/// What a link of [MailLinks] leads to.
///
/// @param bucket and
/// @param objectKey where the raw mail lies
/// @param end from when on the link is none any more
public record LinkedMail(String bucket, String objectKey, Instant end) {

    public boolean endedAt(Instant now) {
        return !now.isBefore(end);
    }
}
