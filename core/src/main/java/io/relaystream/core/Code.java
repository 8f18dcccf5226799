package io.relaystream.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An enum constant with a public name: what topics, canonical records and metrics show.
///
/// Codes are unique `snake_case` within their enum, never reused and never renamed, because stored
/// records carry them for as long as they are kept.
public interface Code {

    String name();

    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return empty if the text is the code of none of the constants
    static <E extends Enum<E> & Code> Optional<E> find(Class<E> type, @Nullable String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.code().equals(code))
                .findFirst();
    }

    /// All codes of an enum, as a list in words.
    static <E extends Enum<E> & Code> String list(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Code::code)
                .collect(Collectors.joining(", "));
    }
}
