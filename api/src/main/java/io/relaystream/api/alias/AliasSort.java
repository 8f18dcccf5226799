package io.relaystream.api.alias;

import io.relaystream.api.store.StorableTime;
import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a list of aliases can be sorted by.
public enum AliasSort implements Code {
    CREATED_AT("createdAt"),
    ADDRESS("address"),
    /// Aliases that were never used count as older than all others.
    LAST_USED_AT("lastUsedAt"),
    FORWARDED("forwarded"),
    BLOCKED("blocked");

    private final String code;

    AliasSort(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /// What it is sorted by, as text.
    String key(OwnedAlias alias) {
        return switch (this) {
            case CREATED_AT -> alias.createdAt().toString();
            case ADDRESS -> alias.address().value();
            case LAST_USED_AT -> {
                Instant at = alias.stats().lastUsedAt();
                yield (at == null ? Instant.EPOCH : at).toString();
            }
            case FORWARDED -> Long.toString(alias.stats().forwarded());
            case BLOCKED -> Long.toString(alias.stats().blocked());
        };
    }

    /// Whether a text that a stranger may have made up can be what it is sorted by.
    boolean isKey(String text) {
        try {
            return switch (this) {
                case CREATED_AT, LAST_USED_AT -> isOfOurTime(Instant.parse(text));
                case ADDRESS -> EmailAddress.parse(text).isPresent();
                case FORWARDED, BLOCKED -> Long.parseLong(text) >= 0;
            };
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    /// Postgres knows neither finer nor much other times.
    private static boolean isOfOurTime(Instant instant) {
        return StorableTime.is(instant) && instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
    }
}
