package io.relaystream.standalone;

import io.relaystream.bridge.ses.SesMessage;
import io.relaystream.bridge.ses.SesParser;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.Questions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./relaystream explain`
@Command(
        name = "explain",
        description = "What would become of such a mail now, rule by rule. Nothing is sent.")
final class ExplainCommand implements Callable<Integer> {
    private static final Set<String> CHECKS = Set.of("spam", "virus", "spf", "dkim", "dmarc");
    private static final Set<String> STATUSES = Set.of("PASS", "FAIL", "GRAY", "PROCESSING_FAILED");
    private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");

    private final Map<String, String> environment;
    private final Console console;

    @Option(names = "--to", required = true, description = "Envelope recipient.")
    private String recipient = "";

    @Option(
            names = "--from",
            description =
                    "Author and envelope sender; <> for a report (default: ${DEFAULT-VALUE}).")
    private String sender = "sender@mail.example";

    @Option(
            names = "--header",
            description = "A header field, such as 'List-Id: x'; may be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--verdict",
            description = "Of the receiving server, such as spam=FAIL; may be repeated.")
    private Map<String, String> verdicts = Map.of();

    @Option(
            names = "--dmarc-policy",
            description =
                    "What the sender's domain asks for when DMARC fails: none, quarantine or reject.")
    private String dmarcPolicy = "none";

    ExplainCommand(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        StandaloneConfig config = StandaloneConfig.from(environment);
        show(new Questions(config.bootstrapServers()).ask(mail(config.aliasDomain())));
        return 0;
    }

    /// Read by the bridge's own parser, as if SES had announced it.
    private InboundMail mail(String aliasDomain) {
        Instant now = Instant.now();
        String source = sender.equals("<>") ? "" : sender;
        SesMail mail = SesMail.received(raw(), source, List.of(recipient), now);
        for (Map.Entry<String, String> verdict : verdicts.entrySet()) {
            mail = mail.with(check(verdict.getKey()), status(verdict.getValue()));
        }
        if (!one(POLICIES, "--dmarc-policy", dmarcPolicy).equals("none")) {
            mail = mail.failingDmarc(dmarcPolicy);
        }
        return switch (new SesParser("none", OurHosts.replyDomain(aliasDomain))
                .parse(mail.storedAt("none", "none"), now)) {
            case SesMessage.Received received when received.unusable().isEmpty() ->
                    received.mails().getFirst();
            case SesMessage.Received _,
                    SesMessage.Reported _,
                    SesMessage.Irrelevant _,
                    SesMessage.NotUnderstood _ ->
                    throw new IllegalArgumentException(
                            "--to must be one e-mail address such as shop@relay.localhost, got '%s'"
                                    .formatted(recipient));
        };
    }

    private byte[] raw() {
        StringBuilder raw = new StringBuilder();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1 || header.contains("\n") || header.contains("\r")) {
                throw new IllegalArgumentException(
                        "--header must be one line such as 'List-Id: x', got '%s'"
                                .formatted(header));
            }
            raw.append(header).append("\r\n");
        }
        if (headers.stream().noneMatch(header -> names(header, "from"))) {
            raw.append("From: ")
                    .append(sender.equals("<>") ? "MAILER-DAEMON@mail.example" : sender);
            raw.append("\r\n");
        }
        raw.append("To: ").append(recipient).append("\r\n\r\n");
        return raw.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean names(String header, String name) {
        return header.substring(0, header.indexOf(':')).strip().equalsIgnoreCase(name);
    }

    private static String check(String name) {
        return one(CHECKS, "--verdict", name.toLowerCase(Locale.ROOT));
    }

    private static String status(String status) {
        return one(STATUSES, "--verdict", status.toUpperCase(Locale.ROOT));
    }

    private static String one(Set<String> allowed, String option, String given) {
        if (!allowed.contains(given)) {
            throw new IllegalArgumentException(
                    "%s must be one of %s, got '%s'"
                            .formatted(option, allowed.stream().sorted().toList(), given));
        }
        return given;
    }

    private void show(Explanation explanation) {
        console.say("to        %s%s".formatted(recipient, circumstances(explanation)));
        console.say("");
        for (String answer : explanation.answers()) {
            String[] parts = answer.split(": ", 2);
            console.say(
                    "  %-26s %s"
                            .formatted(
                                    parts[0],
                                    parts.length == 1 ? "passes" : "objects: " + parts[1]));
        }
        console.say("");
        console.say(outcome(explanation));
    }

    private static String circumstances(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        if (explanation.aliasKind() != null) {
            text.append(", alias ").append(explanation.aliasKind().code());
        }
        if (explanation.aliasAgeMs() != null) {
            text.append(", made ").append(age(explanation.aliasAgeMs())).append(" ago");
        }
        if (explanation.plan() != null) {
            text.append(", plan ").append(explanation.plan().code());
        }
        text.append(", tables ");
        return text.append(
                        explanation.tableAgeMs() == null
                                ? "never seen fresh"
                                : age(explanation.tableAgeMs()) + " old")
                .toString();
    }

    private static String age(long millis) {
        Duration age = Duration.ofMillis(millis);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0
                ? age.toMinutes() + " min"
                : "%.1f s".formatted(age.toMillis() / 1000.0);
    }

    private static String outcome(Explanation explanation) {
        return switch (explanation.fate()) {
            case FORWARD ->
                    explanation.unverifiedSender()
                            ? "explain: it would be forwarded, with a warning that its sender is not verified"
                            : "explain: it would be forwarded";
            case REPLY -> "explain: it would be sent on as the owner's reply, from the alias";
            case DROP ->
                    "explain: it would be dropped: %s (rule %s)"
                            .formatted(explanation.reason(), explanation.rule());
            case POSTPONE ->
                    "explain: it would wait and be decided again at " + explanation.until();
            case READ_REPORT -> "explain: it would be read as a report about a mail that we sent";
        };
    }
}
