package io.relaystream.api.identity;

import io.relaystream.core.address.EmailAddress;

/// A mail of ours to a person; it may hold a link that signs in, so [#toString()] hides it.
///
/// @param subject one line
/// @param text plain text, lines ended by line feeds
public record Letter(EmailAddress to, String subject, String text) {
    @Override
    public String toString() {
        return "***";
    }
}
