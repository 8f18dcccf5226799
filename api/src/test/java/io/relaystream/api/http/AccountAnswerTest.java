package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.AccountSettings;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.account.AliasCounts;
import io.relaystream.api.account.Suspension;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountAnswerTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void showsAllThatIsKnown() {
        assertThat(new String(Json.bytes(answer(NOON)), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace(
                        """
                        {
                          "id": "00000000-0000-0000-0000-000000000001",
                          "email": "ann@home.example",
                          "verified": true,
                          "plan": "premium",
                          "active": true,
                          "admin": false,
                          "settings": {
                            "dropSpam": false,
                            "quarantine": "warn",
                            "blockedSenders": [],
                            "banner": true,
                            "removeTrackers": false,
                            "locale": "en",
                            "pgpKey": null,
                            "replyName": null,
                            "sealedReplies": false,
                            "holdDropped": false
                          },
                          "suspendedUntil": null,
                          "usage": {
                            "day": "2026-01-05",
                            "forwarded": 1000,
                            "forwardedBytes": 2,
                            "replies": 3,
                            "aliasesMade": 4
                          },
                          "limits": {
                            "forwards": 1000,
                            "bytes": 1000000000,
                            "replies": 100,
                            "aliases": 100
                          },
                          "aliases": {
                            "count": 11,
                            "limit": null,
                            "madeToday": 12,
                            "dailyLimit": 2000
                          },
                          "suspensions": [
                            {"what": "forward_limit", "until": "2026-01-06T11:00:00Z", "reason": null}
                          ],
                          "pauses": [
                            {"what": "soft_bounce_pause", "until": "2026-01-05T13:00:00Z", "reason": null}
                          ],
                          "complaints": 5,
                          "totals": {
                            "forwarded": 6,
                            "blocked": 7,
                            "replied": 8,
                            "trackersRemoved": 9
                          }
                        }
                        """);
    }

    @Test
    void whatWasUsedOnAnotherDayCountsNoMore() {
        Instant midnight = Instant.parse("2026-01-06T00:00:00Z");

        assertThat(answer(midnight.minusMillis(1)).usage().forwarded()).isEqualTo(1000);
        assertThat(answer(midnight).usage())
                .isEqualTo(new AccountAnswer.Usage("2026-01-06", 0, 0, 0, 0));
        assertThat(answer(midnight).suspensions()).hasSize(1);
        assertThat(answer(midnight).pauses()).isEmpty();
    }

    private static AccountAnswer answer(Instant now) {
        Standing standing =
                new Standing(
                        LocalDate.parse("2026-01-05"),
                        1000,
                        2,
                        3,
                        4,
                        Instant.parse("2026-01-06T11:00:00Z"),
                        null,
                        null,
                        null,
                        null,
                        Instant.parse("2026-01-05T13:00:00Z"),
                        null,
                        5);
        return AccountAnswer.of(
                new AccountDetails(
                        ID,
                        new EmailAddress("ann@home.example"),
                        new AccountStatus(Plan.PREMIUM, true, true, false, Suspension.NONE),
                        AccountSettings.INITIAL,
                        standing,
                        new AliasStats(ID.toString(), null, 6, 7, 8, 9, 10, NOON),
                        new AliasCounts(11, 12)),
                new AccountLimits(DailyLimits.STANDARD, 5, 2_000),
                now);
    }
}
