package io.relaystream.api.account;

/// A short text that stands in one line.
final class OneLine {
    private OneLine() {}

    /// @return without surrounding space
    /// @throws IllegalArgumentException if it is empty, too long, or more than a line
    static String parse(String text, int maxLength) {
        String line = text.strip();
        if (line.isEmpty() || line.length() > maxLength) {
            throw new IllegalArgumentException(
                    "must have 1 to %d characters, got %d".formatted(maxLength, line.length()));
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be one line without control characters");
        }
        return line;
    }
}
