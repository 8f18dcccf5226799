package io.relaystream.api.projector;

import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.UUID;

/// What the topology says about accounts and their aliases.
public final class Events {
    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private Events() {}

    /// @param forwarded so many mails today
    public static AccountEvent used(UUID account, int forwarded) {
        Standing standing = Standing.NEW;
        for (int i = 0; i < forwarded; i++) {
            standing = standing.forwarding(NOON, DailyLimits.STANDARD);
        }
        return AccountEvent.of(AccountEventKind.USED, account.toString(), standing, NOON);
    }

    public static AccountEvent of(AccountEventKind kind, UUID account) {
        return AccountEvent.of(kind, account.toString(), Standing.NEW, NOON);
    }

    public static AccountEvent about(
            AccountEventKind kind, UUID account, UUID alias, String address) {
        return AccountEvent.about(
                kind,
                account.toString(),
                alias.toString(),
                new EmailAddress(address),
                Standing.NEW,
                NOON);
    }

    public static AliasStats stats(UUID account, UUID alias, long forwarded) {
        return new AliasStats(account.toString(), alias.toString(), forwarded, 2, 3, 4, 5, NOON);
    }

    public static AliasStats totals(UUID account, long forwarded) {
        return new AliasStats(account.toString(), null, forwarded, 2, 3, 4, 5, null);
    }
}
