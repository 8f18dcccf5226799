package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountDetails.Obstacle;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountDetailsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1);

    @Test
    void showsWhatTheAccountMayNotDoAndUntilWhen() {
        AccountDetails account = account(LATER);

        assertThat(account.suspensions(NOW))
                .containsExactly(
                        new Obstacle(DropReason.FORWARD_LIMIT, LATER, null),
                        new Obstacle(DropReason.BYTE_LIMIT, LATER, null),
                        new Obstacle(DropReason.REPLY_LIMIT, LATER, null),
                        new Obstacle(DropReason.ALIAS_LIMIT, LATER, null),
                        new Obstacle(DropReason.ACCOUNT_SUSPENDED, LATER, "Spam"));
        assertThat(account.pauses(NOW))
                .containsExactly(
                        new Obstacle(DropReason.HARD_BOUNCE_PAUSE, LATER, null),
                        new Obstacle(DropReason.SOFT_BOUNCE_PAUSE, LATER, null));
    }

    @Test
    void showsNothingThatIsOver() {
        assertThat(account(NOW).suspensions(NOW)).isEmpty();
        assertThat(account(NOW).pauses(NOW)).isEmpty();
    }

    @Test
    void showsNothingThatNeverWas() {
        assertThat(account(null).suspensions(NOW)).isEmpty();
        assertThat(account(null).pauses(NOW)).isEmpty();
    }

    private static AccountDetails account(@Nullable Instant until) {
        UUID id = UUID.randomUUID();
        return new AccountDetails(
                id,
                new EmailAddress("ann@home.example"),
                new AccountStatus(Plan.FREE, true, true, false, new Suspension(until, "Spam")),
                AccountSettings.INITIAL,
                new Standing(null, 0, 0, 0, 0, until, until, until, until, until, until, null, 0),
                AliasStats.none(id.toString(), null),
                AliasCounts.NONE);
    }
}
