package io.relaystream.api.domain;

import java.util.Optional;

/// What a domain needs so that its mail comes to us, and ours from it is believed.
///
/// @param mxHost takes the mail
/// @param spfInclude domain whose SPF record names the servers that send
/// @param dkimKey name in DNS of the key that mail is signed with; empty if that is not ours to say
public record MailSetup(String mxHost, String spfInclude, Optional<DkimKey> dkimKey) {

    /// @param domain where the key is
    public record DkimKey(String selector, String domain) {
        String nameIn(String host) {
            return "%s._domainkey.%s".formatted(selector, host);
        }
    }
}
