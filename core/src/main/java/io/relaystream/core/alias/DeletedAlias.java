package io.relaystream.core.alias;

import java.time.Instant;

/// A row of the table of deleted aliases: all that is left of one.
///
/// @param addressHash keyed hash of its address, the key of the record
/// @param deletedAt when the owner deleted it
public record DeletedAlias(String addressHash, Instant deletedAt) {}
