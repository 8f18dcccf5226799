package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Metric;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTopologyTest {
    @TempDir Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void start() {
        run = new TopologyRun(stateDir);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void forwardsMailToTheOwnerAndRecordsItOnceWhenItWasSent() {
        // Given
        run.known(Accounts.active(), Aliases.open());

        // When
        run.arrives(Mails.ordinary());
        DeliveryRequest request = run.requests().getFirst();
        run.reports(request, DeliveryCode.STARTED);
        run.reports(request, DeliveryCode.SENT);

        // Then
        assertThat(request.destination().value()).isEqualTo("owner@home.example");
        assertThat(request.alias().value()).isEqualTo("open@relay.localhost");
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.maybeDuplicate()).isFalse();
        CanonicalRecord ending = onlyEnding();
        assertThat(ending.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(ending.reason()).isEqualTo("sent");
        assertThat(ending.attempts()).isEqualTo(1);
        assertThat(ending.deliveryId()).isEqualTo(Mails.ordinary().deliveryId());
        assertThat(ending.account()).isEqualTo(TopologyRun.PSEUDONYMS.of("account-1"));
    }

    @Test
    void processesARepeatedNotificationOnce() {
        run.known(Accounts.active(), Aliases.open());

        run.arrives(Mails.ordinary());
        run.passes(Duration.ofDays(14));
        run.arrives(Mails.ordinary());

        assertThat(run.requests()).hasSize(1);
        assertThat(count(Metric.MAILS_SEEN, "novelty", "duplicate")).isEqualTo(1);
    }

    @Test
    void deliversAMailToTwoRecipientsTwice() {
        run.known(Accounts.active(), Aliases.open(), Aliases.at("other@relay.localhost"));

        run.arrives(Mails.to("open@relay.localhost"));
        run.arrives(Mails.to("other@relay.localhost"));

        assertThat(run.requests()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void dropsMailForASwitchedOffAliasWithItsReason() {
        run.known(Accounts.active(), Aliases.switchedOff());

        run.arrives(Mails.ordinary());

        assertThat(run.requests()).isEmpty();
        assertDropped("alias_disabled");
    }

    @Test
    void dropsForgedMailWhoseDomainAsksForRejection() {
        run.known(Accounts.active(), Aliases.open());

        run.arrives(Mails.failingDmarc(DmarcPolicy.REJECT));

        assertDropped("dmarc_reject");
    }

    @Test
    void dropsSpamOnlyForOwnersWhoAskedForIt() {
        run.known(Accounts.droppingSpam(), Aliases.open());
        run.arrives(Mails.spam());
        assertDropped("spam");

        run.known(Accounts.active());
        run.arrives(Mails.numbered(2));
        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void dropsMailForAnInactiveAccount() {
        run.known(Accounts.inactive(), Aliases.open());

        run.arrives(Mails.ordinary());

        assertDropped("account_inactive");
    }

    @Test
    void obeysAChangeOfTheAliasFromTheNextMailOn() {
        run.known(Accounts.active(), Aliases.open());
        run.arrives(Mails.numbered(1));

        run.known(Accounts.active(), Aliases.switchedOff());
        run.arrives(Mails.numbered(2));

        assertThat(run.requests()).hasSize(1);
        assertDropped("alias_disabled");
    }

    @Test
    void obeysTheDeletionOfAnAlias() {
        run.known(Accounts.active(), Aliases.open());
        run.put(Topics.ALIASES, "open@relay.localhost", null);
        run.passes(Duration.ofSeconds(5));
        run.arrives(Mails.ordinary());

        run.passes(Duration.ofSeconds(3));
        run.heartbeat();
        run.passes(Duration.ofSeconds(3));
        run.passes(Duration.ofSeconds(2));

        assertDropped("unknown_alias");
    }

    private void passesInMinutes(int minutes) {
        for (int i = 0; i < minutes; i++) {
            run.passes(Duration.ofMinutes(1));
        }
    }

    private CanonicalRecord onlyEnding() {
        return assertThat(run.endings()).singleElement().actual();
    }

    private void assertDropped(String reason) {
        CanonicalRecord ending = onlyEnding();
        assertThat(ending.outcome()).isEqualTo(Outcome.DROPPED);
        assertThat(ending.reason()).isEqualTo(reason);
        assertThat(ending.attempts()).isZero();
    }

    private double count(Metric metric, String tag, String value) {
        return run.metrics.counter(metric.id(), tag, value).count();
    }

    /// Holding: an unknown recipient is not dropped while the alias table may be stale.
    @Test
    void forwardsMailWhoseAliasAppearsWhileItIsHeld() {
        // Given
        InboundMail early = Mails.ordinary();
        run.arrives(early);

        // When
        run.passes(Duration.ofSeconds(3));
        run.known(Accounts.active(), Aliases.open());
        run.passes(Duration.ofSeconds(2));

        // Then
        assertThat(run.requests()).hasSize(1);
        assertThat(run.endings()).isEmpty();
    }

    @Test
    void dropsAnUnknownRecipientOnlyAfterTheTableWasSeenFresh() {
        run.arrives(Mails.ordinary());
        run.passes(Duration.ofSeconds(4));
        run.heartbeat();
        assertThat(run.endings()).isEmpty();

        run.passes(Duration.ofSeconds(1));
        assertThat(run.endings()).isEmpty();

        run.passes(Duration.ofSeconds(2));
        CanonicalRecord ending = onlyEnding();
        assertThat(ending.reason()).isEqualTo("unknown_alias");
        assertThat(ending.heldMs()).isEqualTo(7_000);
        assertThat(ending.alias()).isNull();
    }

    @Test
    void holdsAnUnknownRecipientWhileChangeDataCaptureIsStalled() {
        run.heartbeat();
        run.arrives(Mails.ordinary());

        run.passes(Duration.ofMinutes(30));
        assertThat(run.endings()).isEmpty();
        run.known(Accounts.active(), Aliases.open());
        run.passes(Duration.ofMinutes(2));

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void givesUpAfterAnHourOfAStaleTableAndSaysSo() {
        run.arrives(Mails.ordinary());

        passesInMinutes(59);
        assertThat(run.endings()).isEmpty();
        passesInMinutes(5);

        assertDropped("alias_table_stale");
    }

    @Test
    void holdsMailWhoseOwnerIsNotInTheAccountTableYet() {
        run.put(Topics.ALIASES, "open@relay.localhost", Aliases.open());
        run.arrives(Mails.ordinary());
        assertThat(run.requests()).isEmpty();

        run.known(Accounts.active());
        run.passes(Duration.ofSeconds(5));

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void dropsMailWhoseOwnerIsGone() {
        run.put(Topics.ALIASES, "open@relay.localhost", Aliases.open());
        run.arrives(Mails.ordinary());

        run.passes(Duration.ofSeconds(4));
        run.heartbeat();
        run.passes(Duration.ofSeconds(1));
        run.passes(Duration.ofSeconds(2));

        assertDropped("account_inactive");
    }
}
