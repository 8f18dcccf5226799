package io.relaystream.api.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What DNS must say of a domain, and what it says.
///
/// @param name where the record belongs
/// @param expected the value that does it
/// @param found what is there of its kind
/// @param missing in words, what is to be done; null if it is as it must be
public record DomainCheck(
        Kind record,
        String name,
        String expected,
        List<String> found,
        boolean ok,
        @Nullable String missing) {

    /// What the record is for.
    public enum Kind {
        TXT,
        MX,
        SPF,
        DKIM,
        DMARC
    }

    public DomainCheck {
        found = List.copyOf(found);
    }
}
