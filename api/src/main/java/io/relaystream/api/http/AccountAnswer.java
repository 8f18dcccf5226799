package io.relaystream.api.http;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.AccountSettings;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Standing;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account as JSON.
///
/// @param usage of today, in UTC
/// @param limits of each day
/// @param suspensions what the account may not do now
/// @param pauses how its mailbox keeps mail back now
record AccountAnswer(
        UUID id,
        String email,
        boolean verified,
        String plan,
        boolean active,
        boolean admin,
        Settings settings,
        @Nullable String suspendedUntil,
        Usage usage,
        DailyLimits limits,
        Aliases aliases,
        List<Obstacle> suspensions,
        List<Obstacle> pauses,
        long complaints,
        Totals totals) {

    record Settings(
            boolean dropSpam,
            String quarantine,
            List<String> blockedSenders,
            boolean banner,
            boolean removeTrackers,
            String locale,
            @Nullable String pgpKey,
            @Nullable String replyName,
            boolean sealedReplies,
            boolean holdDropped) {

        static Settings of(AccountSettings settings) {
            return new Settings(
                    settings.dropSpam(),
                    settings.quarantine().code(),
                    settings.blockedSenders().values(),
                    settings.banner(),
                    settings.removeTrackers(),
                    settings.locale().code(),
                    settings.pgpKey().armor(),
                    settings.replyName().text(),
                    settings.sealedReplies(),
                    settings.holdDropped());
        }
    }

    record Usage(String day, long forwarded, long forwardedBytes, long replies, long aliasesMade) {
        /// What was used on another day counts no more.
        static Usage of(Standing standing, LocalDate today) {
            return today.equals(standing.day())
                    ? new Usage(
                            today.toString(),
                            standing.forwarded(),
                            standing.forwardedBytes(),
                            standing.replies(),
                            standing.aliasesMade())
                    : new Usage(today.toString(), 0, 0, 0, 0);
        }
    }

    /// How many aliases the account has and may have; no limit in all on the premium plan.
    record Aliases(long count, @Nullable Integer limit, long madeToday, int dailyLimit) {
        static Aliases of(AccountDetails account, AccountLimits limits) {
            return new Aliases(
                    account.aliases().all(),
                    account.status().plan() == Plan.FREE ? limits.freeAliases() : null,
                    account.aliases().madeToday(),
                    limits.ownAliases());
        }
    }

    record Obstacle(String what, String until, @Nullable String reason) {
        static List<Obstacle> of(List<AccountDetails.Obstacle> obstacles) {
            return obstacles.stream()
                    .map(
                            each ->
                                    new Obstacle(
                                            each.why().code(),
                                            each.until().toString(),
                                            each.reason()))
                    .toList();
        }
    }

    record Totals(long forwarded, long blocked, long replied, long trackersRemoved) {
        static Totals of(AliasStats stats) {
            return new Totals(
                    stats.forwarded(), stats.blocked(), stats.replied(), stats.trackersRemoved());
        }
    }

    static AccountAnswer of(AccountDetails account, AccountLimits limits, Instant now) {
        AccountStatus status = account.status();
        return new AccountAnswer(
                account.id(),
                account.email().value(),
                status.verified(),
                status.plan().code(),
                status.active(),
                status.admin(),
                Settings.of(account.settings()),
                Json.text(status.suspension().until()),
                Usage.of(account.standing(), LocalDate.ofInstant(now, ZoneOffset.UTC)),
                limits.daily(),
                Aliases.of(account, limits),
                Obstacle.of(account.suspensions(now)),
                Obstacle.of(account.pauses(now)),
                account.standing().complaints(),
                Totals.of(account.totals()));
    }
}
