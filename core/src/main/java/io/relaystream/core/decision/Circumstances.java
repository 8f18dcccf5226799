package io.relaystream.core.decision;

import io.relaystream.core.Elapsed;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How things stood when a mail was decided.
///
/// @param aliasKind how the alias got its address; null without an alias
/// @param aliasAgeMs how old the alias was, in milliseconds; null without an alias
/// @param plan of the owner; null without an owner
/// @param tableAgeMs how old the newest heartbeat of the tables was, in milliseconds; null if none
///   was seen yet
public record Circumstances(
        @Nullable AliasKind aliasKind,
        @Nullable Long aliasAgeMs,
        @Nullable Plan plan,
        @Nullable Long tableAgeMs) {

    public static final Circumstances UNKNOWN = new Circumstances(null, null, null, null);

    /// @param freshAsOf the source time of the newest heartbeat
    public static Circumstances of(
            @Nullable Alias alias,
            @Nullable Account account,
            @Nullable Instant freshAsOf,
            Instant now) {
        return new Circumstances(
                alias == null ? null : alias.kind(),
                alias == null ? null : Elapsed.millis(alias.createdAt(), now),
                account == null ? null : account.plan(),
                freshAsOf == null ? null : Elapsed.millis(freshAsOf, now));
    }
}
