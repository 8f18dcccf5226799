package io.relaystream.core.seal;

/// A recipient that looks like a reverse address.
///
/// @param accountId whose address it would be
/// @param key what its context is stored under
/// @param token opens the context
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReverseAddress(String accountId, String key, byte[] token) {

    /// Without the token, which is a secret of the owner's.
    @Override
    public String toString() {
        return "ReverseAddress[%s]".formatted(accountId);
    }
}
