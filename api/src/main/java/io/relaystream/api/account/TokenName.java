package io.relaystream.api.account;

/// What an owner calls a token, to know it again.
///
/// @param text without surrounding space; empty for the first token of an account
public record TokenName(String text) {
    private static final int MAX_LENGTH = 100;

    /// @throws IllegalArgumentException if it is too long, or more than a line
    public static TokenName parse(String text) {
        return new TokenName(OneLine.parse(text, MAX_LENGTH));
    }
}
