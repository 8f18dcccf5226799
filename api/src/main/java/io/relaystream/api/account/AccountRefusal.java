package io.relaystream.api.account;

/// Why an account is not made.
public enum AccountRefusal {
    EMAIL_TAKEN,
    /// Mail to it would come back to us and go round.
    EMAIL_IS_ONE_OF_OURS
}
