package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.alias.AliasKind;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        run.tablesAreFresh();

        assertDropped("unknown_alias");
    }

    @Test
    void knowsADeletedAliasByItsHashWithoutWaiting() {
        run.deleted("open@relay.localhost");

        run.arrives(Mails.to("open+shop@relay.localhost"));

        assertDropped("deleted_alias");
    }

    @Test
    void forwardsTaggedMailThroughTheAliasAndKeepsTheTag() {
        run.known(Accounts.active(), Aliases.open());

        run.arrives(Mails.to("open+Shop.2@relay.localhost"));
        run.sent(run.requests().getFirst(), 100);

        CanonicalRecord ending = onlyEnding();
        assertThat(ending.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(ending.tag()).isEqualTo("shop.2");
        assertThat(ending.alias()).isEqualTo(TopologyRun.PSEUDONYMS.of("alias-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "open@evil-relay.localhost,       not_our_address",
        "open@relay.localhost.example,    not_our_address",
        "open@nobody.relay.localhost,     unknown_subdomain",
        "open@a.b.relay.localhost,        unknown_subdomain",
        "nobody@relay.localhost,          unknown_alias",
    })
    void dropsWhatIsMissingOnlyWhenTheTablesAreFresh(String recipient, String reason) {
        run.known(Accounts.active(), Aliases.open());

        run.arrives(Mails.to(recipient));
        assertThat(run.endings()).isEmpty();
        run.tablesAreFresh();

        assertDropped(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "noreply@relay.localhost,         noreply",
        "no-reply@x.relay.localhost,      noreply",
        "token@replies.relay.localhost,   unknown_reply_address",
        "bounces@relay.localhost,         invalid_bounce_address",
        "bounces+forged@relay.localhost,  invalid_bounce_address"
    })
    void dropsAtOnceWhatNoTableCouldChange(String recipient, String reason) {
        run.arrives(Mails.to(recipient));

        assertDropped(reason);
    }

    @Test
    void tellsTheOwnerWhyEvenIfAnyRecipientWouldHaveBeenTurnedAway() {
        run.known(Accounts.active(), Aliases.open());

        run.arrives(Mails.mail().malformedSender().build());

        CanonicalRecord ending = onlyEnding();
        assertThat(ending.reason()).isEqualTo("malformed_sender");
        assertThat(ending.rule()).isEqualTo("malformed_sender");
        assertThat(ending.alias()).isEqualTo(TopologyRun.PSEUDONYMS.of("alias-1"));
    }

    @Test
    void recordsHowThingsStoodWhenItWasDecided() {
        run.known(Accounts.premium(), Aliases.open());
        run.heartbeat();
        run.passes(Duration.ofSeconds(2));

        run.arrives(Mails.failingDmarc(DmarcPolicy.REJECT));

        CanonicalRecord ending = onlyEnding();
        assertThat(ending.aliasKind()).isEqualTo(AliasKind.RANDOM);
        assertThat(ending.aliasAgeMs())
                .isEqualTo(Duration.between(Aliases.CREATED, run.now()).toMillis());
        assertThat(ending.plan()).isEqualTo(Plan.PREMIUM);
        assertThat(ending.tableAgeMs()).isEqualTo(2_000);
    }

    @Test
    void decidesAndDeliversEachRecipientOfAMailByItself() {
        // Given
        Account other = Accounts.numbered(2);
        run.known(Accounts.active(), Aliases.open(), Aliases.switchedOffAt("off@relay.localhost"));
        run.known(other, Aliases.of(other.id(), "other@relay.localhost"));

        // When
        run.arrives(Mails.to("off@relay.localhost"));
        run.arrives(Mails.to("nobody@relay.localhost"));
        run.arrives(Mails.to("open@relay.localhost"));
        run.arrives(Mails.to("other@relay.localhost"));
        List<DeliveryRequest> requests = run.requests();
        run.reports(requests.getFirst(), DeliveryCode.REFUSED);
        run.sent(requests.getLast(), 100);
        run.tablesAreFresh();

        // Then
        assertThat(requests)
                .extracting(request -> request.destination().value())
                .containsExactly("owner@home.example", "owner2@home.example");
        assertThat(run.endings())
                .extracting(CanonicalRecord::reason)
                .containsExactly("alias_disabled", "refused", "sent", "unknown_alias");
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
