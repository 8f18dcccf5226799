package io.relaystream.api.account;

/// How many aliases an account has.
///
/// @param madeToday by the API, in UTC, those that are gone again among them
public record AliasCounts(long all, long madeToday) {
    public static final AliasCounts NONE = new AliasCounts(0, 0);
}
