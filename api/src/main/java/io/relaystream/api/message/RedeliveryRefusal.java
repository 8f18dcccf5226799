package io.relaystream.api.message;

/// Why a mail cannot be delivered again.
public enum RedeliveryRefusal {
    /// It is a reply or a mail of our own.
    NOT_INCOMING,
    /// It has not ended yet.
    ON_ITS_WAY,
    /// It has arrived.
    ARRIVED,
    /// Its raw bytes were lost.
    CONTENT_LOST,
    /// There is no alias any more that it could come through.
    WITHOUT_ALIAS,
    /// Something else than a setting of the owner objected.
    NOT_THE_OWNERS_WISH,
    /// The owner does not hold dropped mail.
    NOT_HELD,
    /// It came too long ago.
    TOO_OLD
}
