package io.relaystream.core.account;

import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Something that happened to an account, and its [Standing] after it: absolute values, so that the
/// newest event of an account says all.
///
/// @param kind what happened
/// @param at when
/// @param aliasId the alias that it is about; null if it is about none
/// @param alias its address; null if it is about none
public record AccountEvent(
        AccountEventKind kind,
        String accountId,
        Instant at,
        @Nullable String aliasId,
        @Nullable EmailAddress alias,
        @Nullable LocalDate day,
        long forwarded,
        long forwardedBytes,
        long replies,
        long aliasesMade,
        @Nullable Instant forwardLimitUntil,
        @Nullable Instant byteLimitUntil,
        @Nullable Instant replyLimitUntil,
        @Nullable Instant aliasLimitUntil,
        @Nullable Instant hardBounceUntil,
        @Nullable Instant softBounceUntil,
        long complaints) {

    public static AccountEvent of(
            AccountEventKind kind, String accountId, Standing standing, Instant at) {
        return about(kind, accountId, null, null, standing, at);
    }

    /// An event about an alias.
    public static AccountEvent about(
            AccountEventKind kind,
            String accountId,
            @Nullable String aliasId,
            @Nullable EmailAddress alias,
            Standing standing,
            Instant at) {
        return new AccountEvent(
                kind,
                accountId,
                at,
                aliasId,
                alias,
                standing.day(),
                standing.forwarded(),
                standing.forwardedBytes(),
                standing.replies(),
                standing.aliasesMade(),
                standing.forwardLimitUntil(),
                standing.byteLimitUntil(),
                standing.replyLimitUntil(),
                standing.aliasLimitUntil(),
                standing.hardBounceUntil(),
                standing.softBounceUntil(),
                standing.complaints());
    }
}
