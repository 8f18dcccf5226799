package io.relaystream.api.account;

/// What an owner calls a token, to know it again.
///
/// @param text without surrounding space; empty for the first token of an account
public record TokenName(String text) {
    private static final int MAX_LENGTH = 100;

    /// @throws IllegalArgumentException if it is too long, or more than a line
    public static TokenName parse(String text) {
        String name = text.strip();
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have 1 to %d characters, got %d".formatted(MAX_LENGTH, name.length()));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be one line without control characters");
        }
        return new TokenName(name);
    }
}
