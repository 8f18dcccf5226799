package io.relaystream.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Code;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.log.MailState;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.seal.HopMark;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.platform.kafka.CdcHeartbeat;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topic.Partitioning;
import io.relaystream.platform.kafka.Topics;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventsDocTest {
    private final Document events;

    EventsDocTest() throws IOException {
        events = Document.read("events.md");
    }

    @Test
    void listsEveryTopic() {
        assertThat(events.section("## Topics").rows(0, 3, 4))
                .containsExactlyElementsOf(
                        Topics.ALL.stream().map(EventsDocTest::described).toList());
    }

    static List<Class<?>> records() {
        return List.of(
                InboundMail.class,
                Feedback.class,
                Alias.class,
                Account.class,
                Domain.class,
                DeletedAlias.class,
                SealedContext.class,
                CdcHeartbeat.class,
                DeliveryRequest.class,
                DeliveryOutcome.class,
                CanonicalRecord.class,
                LoggedMail.class,
                AliasStats.class,
                AccountEvent.class,
                Explanation.class);
    }

    @Test
    void hasASectionForEveryRecord() {
        assertThat(events.section("## Records").headings(3))
                .containsExactlyElementsOf(
                        records().stream().map(type -> "`" + type.getSimpleName() + "`").toList());
    }

    @ParameterizedTest
    @MethodSource("records")
    void listsEveryFieldOfARecord(Class<?> type) {
        assertThat(events.section("### `" + type.getSimpleName() + "`").rows(0, 1))
                .containsExactlyElementsOf(
                        Stream.of(type.getRecordComponents())
                                .map(EventsDocTest::described)
                                .toList());
    }

    @Test
    void listsEveryOutcomeAndDropReason() {
        assertThat(events.section("## Outcomes").rows(0))
                .containsExactlyElementsOf(codes(Outcome.values()));
        assertThat(events.section("## Drop reasons").rows(0))
                .containsExactlyElementsOf(codes(DropReason.values()));
    }

    @Test
    void listsEveryRuleInItsOrderBesideItsReasons() {
        List<String> listed =
                events.section("## Drop reasons").rows(1).stream()
                        .filter(rule -> !rule.equals("none"))
                        .distinct()
                        .toList();

        assertThat(listed)
                .containsExactlyElementsOf(
                        ForwardingPolicy.standard(new HopMark("any secret"), false).rules().stream()
                                .map(Rule::code)
                                .toList());
    }

    @Test
    void listsEveryAccountEvent() {
        assertThat(events.section("## Account events").rows(0))
                .containsExactlyElementsOf(codes(AccountEventKind.values()));
    }

    @Test
    void listsEveryDeliveryCodeWithItsEffect() {
        assertThat(events.section("## Delivery codes").rows(0, 1))
                .containsExactlyElementsOf(
                        Stream.of(DeliveryCode.values())
                                .map(code -> code.code() + " | " + lower(code.kind().name()))
                                .toList());
    }

    @Test
    void listsEveryOtherCode() {
        assertThat(
                        events.section("## Other codes").rows().stream()
                                .map(row -> row.getFirst() + ": " + withoutRemarks(row.getLast())))
                .containsExactly(
                        "Verdict: " + joined(Verdict.values()),
                        "DmarcPolicy: " + joined(DmarcPolicy.values()),
                        "FeedbackKind: " + joined(FeedbackKind.values()),
                        "AliasKind: " + joined(AliasKind.values()),
                        "Blocking: " + joined(Blocking.values()),
                        "Plan: " + joined(Plan.values()),
                        "Quarantine: " + joined(Quarantine.values()),
                        "DomainKind: " + joined(DomainKind.values()),
                        "DeliveryTask: " + joined(DeliveryTask.values()),
                        "NoticeKind: " + joined(NoticeKind.values()),
                        "MailState: " + joined(MailState.values()),
                        "Fate: " + joined(Explanation.Fate.values()));
    }

    private static String described(Topic<?> topic) {
        return "%s | %s | %s"
                .formatted(
                        topic.name(),
                        topic.partitioning() == Partitioning.BY_KEY ? "by key" : "single",
                        kept(topic));
    }

    private static String kept(Topic<?> topic) {
        String days = topic.retention().toDays() + " d";
        return topic.compacted() ? "compacted" + (topic.expires() ? ", " + days : "") : days;
    }

    private static String described(RecordComponent component) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        String name = Pattern.compile("[A-Z]").matcher(component.getName()).replaceAll("_$0");
        return "%s | %s%s"
                .formatted(lower(name), type(component), nullable ? ", may be absent" : "");
    }

    private static String type(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return "code";
        }
        if (type == int.class || type == long.class || type == Long.class) {
            return "number";
        }
        if (type == boolean.class) {
            return "boolean";
        }
        if (type == EmailAddress.class) {
            return "address";
        }
        if (type == Instant.class) {
            return "instant";
        }
        if (type == LocalDate.class) {
            return "date";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "texts";
        }
        assertThat(type).as(component.toString()).isEqualTo(String.class);
        return "text";
    }

    private static List<String> codes(Code[] values) {
        return Stream.of(values).map(Code::code).toList();
    }

    private static String joined(Code[] values) {
        return Stream.of(values).map(Code::code).collect(Collectors.joining(", "));
    }

    private static String withoutRemarks(String text) {
        return text.replaceAll(" \\([^)]*\\)", "");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
