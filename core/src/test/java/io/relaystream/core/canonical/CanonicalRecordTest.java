package io.relaystream.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.LedgerEntries;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Plan;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.mail.InboundMail;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalRecordTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a key of 16 char");
    private static final Instant DECIDED = Mails.ACCEPTED.plusMillis(5_000);

    @Test
    void tellsTheStoryOfADroppedMail() {
        InboundMail mail = Mails.ordinary();

        CanonicalRecord record = dropped(DECIDED, Duration.ofMillis(4_900));

        assertThat(record)
                .isEqualTo(
                        new CanonicalRecord(
                                mail.deliveryId(),
                                "mail-1",
                                Outcome.DROPPED,
                                "alias_disabled",
                                "alias_disabled",
                                null,
                                false,
                                null,
                                0,
                                false,
                                PSEUDONYMS.of("account-1"),
                                PSEUDONYMS.of("alias-1"),
                                AliasKind.RANDOM,
                                Duration.between(Aliases.CREATED, DECIDED).toMillis(),
                                Plan.FREE,
                                600L,
                                Mails.RECEIVED,
                                Mails.ACCEPTED,
                                DECIDED,
                                DECIDED,
                                5_250,
                                250,
                                4_900,
                                5_000,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                false,
                                null,
                                false,
                                mail.spam(),
                                mail.virus(),
                                mail.spf(),
                                mail.dkim(),
                                mail.dmarc(),
                                mail.dmarcPolicy()));
        assertThat(record.reasonCode()).isEqualTo(DropReason.ALIAS_DISABLED);
    }

    @Test
    void tellsTheStoryOfADeliveredMail() {
        CanonicalRecord record = delivered(DECIDED.plusMillis(700));

        assertThat(record.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(record.reason()).isEqualTo("sent");
        assertThat(record.reasonCode()).isEqualTo(DeliveryCode.SENT);
        assertThat(record.attempts()).isEqualTo(1);
        assertThat(record.account()).isEqualTo(PSEUDONYMS.of("account-1"));
        assertThat(record.alias()).isEqualTo(PSEUDONYMS.of("alias-1"));
        assertThat(record.totalMs()).isEqualTo(5_950);
        assertThat(record.acceptMs()).isEqualTo(250);
        assertThat(record.heldMs()).isEqualTo(40);
        assertThat(record.decideMs()).isEqualTo(5_000);
        assertThat(record.deliverMs()).isEqualTo(700);
        assertThat(record.fetchMs()).isEqualTo(10);
        assertThat(record.rewriteMs()).isEqualTo(20);
        assertThat(record.sendMs()).isEqualTo(30);
        assertThat(record.sizeBytes()).isEqualTo(4_096);
        assertThat(record.trackersRemoved()).isEqualTo(2);
        assertThat(record.providerId()).isEqualTo("provider-1");
        assertThat(record.rule()).isNull();
        assertThat(record.aliasKind()).isEqualTo(AliasKind.RANDOM);
        assertThat(record.plan()).isEqualTo(Plan.FREE);
        assertThat(record.tableAgeMs()).isEqualTo(600);
    }

    @Test
    void keepsTheTagOfTheRecipient() {
        LedgerEntry entry =
                LedgerEntries.forward(
                        Mails.to("open+shop@relay.localhost"), DECIDED, Duration.ZERO);

        assertThat(delivered(entry, DECIDED).tag()).isEqualTo("shop");
    }

    @Test
    void tellsThatAReportWasReadAndNothingOfItsAddress() {
        InboundMail report = Mails.to("bounces+token@relay.localhost");
        LedgerEntry entry =
                LedgerEntry.readReport(
                        report,
                        "account-1",
                        Accounts.active().email(),
                        Circumstances.UNKNOWN,
                        DECIDED);
        DeliveryOutcome read = DeliveryOutcome.of(entry.request(), DeliveryCode.REPORT_READ);

        CanonicalRecord record = entry.ending(Outcome.DROPPED, read, DECIDED, PSEUDONYMS);

        assertThat(record.reasonCode()).isEqualTo(DropReason.BOUNCE_REPORT);
        assertThat(record.tag()).isNull();
        assertThat(record.alias()).isNull();
        assertThat(record.attempts()).isEqualTo(1);
    }

    @Test
    void hasNoNegativeIntervalsThoughClocksDisagree() {
        Instant early = Mails.RECEIVED.minusSeconds(10);

        for (CanonicalRecord record :
                List.of(dropped(early, Duration.ofMillis(-5)), delivered(early))) {
            assertThat(
                            List.of(
                                    record.totalMs(),
                                    record.acceptMs(),
                                    record.heldMs(),
                                    record.decideMs(),
                                    record.deliverMs()))
                    .allMatch(interval -> interval >= 0);
        }
    }

    @Test
    void holdsNoPersonalData() throws Exception {
        for (CanonicalRecord record :
                List.of(dropped(DECIDED, Duration.ZERO), delivered(DECIDED))) {
            for (String text : texts(record)) {
                assertThat(text)
                        .doesNotContain("@", "open", "owner", "sender")
                        .doesNotContain("account-1", "alias-1", "emails/");
            }
        }
    }

    private static CanonicalRecord dropped(Instant at, Duration held) {
        return CanonicalRecord.dropped(
                Mails.ordinary(),
                new Decision.Drop(DropReason.ALIAS_DISABLED, "alias_disabled"),
                at,
                held,
                false,
                null,
                PSEUDONYMS.of("account-1"),
                PSEUDONYMS.of("alias-1"),
                Circumstances.of(Aliases.open(), Accounts.active(), at.minusMillis(600), at));
    }

    private static CanonicalRecord delivered(Instant at) {
        return delivered(
                LedgerEntries.forward(Mails.ordinary(), DECIDED, Duration.ofMillis(40)), at);
    }

    private static CanonicalRecord delivered(LedgerEntry entry, Instant at) {
        DeliveryOutcome sent =
                new DeliveryOutcome(
                        entry.mail().deliveryId(),
                        1,
                        "account-1",
                        DeliveryCode.SENT,
                        "provider-1",
                        4_096,
                        10,
                        20,
                        30,
                        2,
                        true);
        return entry.ending(Outcome.FORWARDED, sent, at, PSEUDONYMS);
    }

    private static List<String> texts(CanonicalRecord record) throws ReflectiveOperationException {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : CanonicalRecord.class.getRecordComponents()) {
            texts.add(String.valueOf(component.getAccessor().invoke(record)));
        }
        return texts;
    }
}
