package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.delivery.DeliveryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an account may use per day, and what follows when it has.
class AccountLimitsTest {
    @TempDir Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void start() {
        run = new TopologyRun(stateDir, new DailyLimits(3, 1_000, 1, 1));
        run.known(Accounts.active(), Aliases.open());
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void forwardsAsManyMailsAsAllowedAndDropsTheRest() {
        arrive(1, 5);

        assertThat(run.requests()).hasSize(3);
        assertThat(run.endings())
                .extracting(CanonicalRecord::reason)
                .containsExactly("forward_limit", "forward_limit");
        assertThat(run.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.kind())
                                    .isEqualTo(AccountEventKind.FORWARD_LIMIT_REACHED);
                            assertThat(event.forwarded()).isEqualTo(3);
                            assertThat(event.forwardLimitUntil())
                                    .isEqualTo(run.now().plus(Duration.ofDays(1)));
                        });
    }

    @Test
    void forwardsAgainADayLater() {
        arrive(1, 4);
        run.requests();

        run.passes(Duration.ofHours(23));
        arrive(5, 5);
        assertThat(run.requests()).isEmpty();
        run.passes(Duration.ofHours(1));
        arrive(6, 6);

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void endsForwardingWhenTooManyBytesWereForwarded() {
        arrive(1, 2);
        List<DeliveryRequest> requests = run.requests();

        run.sent(requests.getFirst(), 999);
        run.sent(requests.getLast(), 1);
        arrive(3, 3);

        assertThat(run.requests()).isEmpty();
        assertThat(run.endings())
                .last()
                .extracting(CanonicalRecord::reason)
                .isEqualTo("byte_limit");
        assertThat(run.events())
                .extracting(AccountEvent::kind)
                .containsExactly(
                        AccountEventKind.USED,
                        AccountEventKind.USED,
                        AccountEventKind.BYTE_LIMIT_REACHED);
    }

    @Test
    void tellsWhatIsUsedWhenAMailHasEnded() {
        arrive(1, 1);
        run.sent(run.requests().getFirst(), 400);

        assertThat(run.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.kind()).isEqualTo(AccountEventKind.USED);
                            assertThat(event.accountId()).isEqualTo("account-1");
                            assertThat(event.day()).isEqualTo("2026-01-05");
                            assertThat(event.forwarded()).isEqualTo(1);
                            assertThat(event.forwardedBytes()).isEqualTo(400);
                        });
    }

    @Test
    void leavesOtherAccountsAlone() {
        Account other = Accounts.numbered(2);
        run.known(other, Aliases.of(other.id(), "other@relay.localhost"));
        arrive(1, 4);
        run.requests();

        run.arrives(Mails.to("other@relay.localhost"));

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void countsNothingForAMailThatIsDropped() {
        run.known(Accounts.active(), Aliases.switchedOff());

        arrive(1, 5);

        assertThat(run.events()).isEmpty();
    }

    private void arrive(int from, int to) {
        for (int number = from; number <= to; number++) {
            run.arrives(Mails.numbered(number));
        }
    }
}
