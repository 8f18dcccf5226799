package io.relaystream.core;

import java.util.Locale;

/// An enum constant with a public name: what topics, canonical records and metrics show.
///
/// Codes are unique `snake_case` within their enum, never reused and never renamed, because stored
/// records carry them for as long as they are kept.
public interface Code {

    String name();

    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
