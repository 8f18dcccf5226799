package io.relaystream.api.transfer;

import io.relaystream.api.alias.AliasSettings;
import io.relaystream.core.address.EmailAddress;

/// A row of an import.
public sealed interface Row {
    /// Where it begins in the file, from 1; in JSON its place in the list.
    long line();

    record Wanted(long line, EmailAddress address, AliasSettings settings) implements Row {}

    /// @param text in words; nothing of what stands there
    record Unusable(long line, SkipReason why, String text) implements Row {}
}
