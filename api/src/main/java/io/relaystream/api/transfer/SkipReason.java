package io.relaystream.api.transfer;

import io.relaystream.api.alias.AliasRefusal;
import io.relaystream.core.Code;

/// Why a row of an import makes no alias. The code is for programs and never changes.
public enum SkipReason implements Code {
    INVALID_ROW("A field is not as it must be"),
    DELETED("It was deleted where it comes from"),
    ALREADY_YOURS("It is an alias of yours"),
    PREMIUM_REQUIRED("An alias with a chosen name needs the premium plan"),
    ALIAS_LIMIT_REACHED("The plan allows no more aliases"),
    DAILY_ALIAS_LIMIT_REACHED("No more aliases can be made before the next day, in UTC"),
    NAME_INVALID(
            "The name must be 1 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends and no two dots in a row"),
    NAME_RESERVED("The name must not be a reserved name"),
    NAME_OFFENSIVE("The name must not be an offensive name"),
    DOMAIN_NOT_YOURS("The domain must be ours or a verified domain of yours"),
    ADDRESS_UNAVAILABLE("The address is in use or was once");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    /// In words.
    public String text() {
        return text;
    }

    static SkipReason of(AliasRefusal refusal) {
        return switch (refusal) {
            case PREMIUM_REQUIRED -> PREMIUM_REQUIRED;
            case LIMIT_REACHED -> ALIAS_LIMIT_REACHED;
            case DAILY_LIMIT_REACHED -> DAILY_ALIAS_LIMIT_REACHED;
            case NAME_RESERVED -> NAME_RESERVED;
            case NAME_OFFENSIVE -> NAME_OFFENSIVE;
            case DOMAIN_NOT_YOURS -> DOMAIN_NOT_YOURS;
            case ADDRESS_TOO_LONG -> NAME_INVALID;
            case ADDRESS_UNAVAILABLE -> ADDRESS_UNAVAILABLE;
        };
    }
}
