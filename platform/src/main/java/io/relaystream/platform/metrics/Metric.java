package io.relaystream.platform.metrics;

import java.util.List;
import java.util.Locale;

/// The metric catalogue: every name, unit, tag and meaning. `docs/metrics.md` lists them; a test
/// compares. Tag values are constants of enums, so that the number of series is bounded.
public enum Metric {
    INTAKE_REQUESTS(Kind.TIMER, "Answering one SNS request", "answer"),
    INTAKE_IN_FLIGHT(Kind.GAUGE, "SNS requests being handled"),
    BROKER_ACK(
            Kind.TIMER, "From handing a record to the producer to the broker's answer", "outcome"),
    SNS_CERTIFICATE(Kind.TIMER, "Fetching an SNS signing certificate", "outcome"),

    MAILS_SEEN(Kind.COUNTER, "Mails that reached the topology, by whether they are new", "novelty"),
    MAILS_HELD(Kind.COUNTER, "Looks at held mails, by what followed", "step"),
    MAILS_DECIDED(Kind.COUNTER, "Decisions, by what was decided", "decision"),
    MAILS_FINISHED(
            Kind.COUNTER, "Canonical records, by how the mail ended and why", "outcome", "reason"),
    LEDGER_ENTRIES(Kind.GAUGE, "Mails in flight", "state"),
    LEDGER_TRANSITIONS(Kind.COUNTER, "Reports and due times, by what they meant", "transition"),
    ALIAS_TABLE_AGE(Kind.GAUGE, "Seconds since the newest heartbeat that came through CDC"),

    ACCOUNT_EVENTS(Kind.COUNTER, "What happened to accounts through their mail", "kind"),
    FEEDBACK(
            Kind.COUNTER,
            "Reports about sent mail, by whether the account was found",
            "kind",
            "match"),

    DEAD_LETTERS(Kind.COUNTER, "Records put into mail.dead-letter: a person must look"),

    DELIVERIES_IN_FLIGHT(Kind.GAUGE, "Mails being delivered by this worker"),
    DELIVERY_ATTEMPTS(Kind.TIMER, "One attempt: fetch, rewrite, send", "code"),
    S3_GET(Kind.TIMER, "Reading a raw mail from the object store", "outcome"),
    S3_PUT(Kind.TIMER, "Writing a raw mail to the object store", "outcome"),
    REWRITE(
            Kind.TIMER,
            "Rewriting a mail, encrypting it, writing a notice, reading a report",
            "outcome"),
    SEND(Kind.TIMER, "Handing a mail to the provider", "provider", "code"),
    MAIL_TOTAL(Kind.TIMER, "From the receipt of a mail to its end", "outcome"),

    API_REQUESTS(Kind.TIMER, "Answering one API request", "answer"),
    WEBHOOK_POSTS(Kind.COUNTER, "Attempts to post to a webhook, by how they ended", "result"),
    CONNECTOR_STATE(Kind.GAUGE, "1 while the Debezium connector and its task run, else 0"),

    PROJECTED(Kind.COUNTER, "Records that the projector read, by what became of them", "result"),
    PROJECTOR_LAG(Kind.GAUGE, "Records that the projector has yet to read");

    /// What is measured.
    public enum Kind {
        COUNTER,
        GAUGE,
        TIMER
    }

    private final Kind kind;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> tags;

    Metric(Kind kind, String meaning, String... tags) {
        this.kind = kind;
        this.meaning = meaning;
        this.tags = List.of(tags);
    }

    /// The name in Micrometer's notation: `relay.s3.get` is `relay_s3_get` in InfluxDB; Prometheus
    /// adds the unit, as in `relay_s3_get_seconds`.
    public String id() {
        return "relay." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public Kind kind() {
        return kind;
    }

    public String meaning() {
        return meaning;
    }

    public List<String> tags() {
        return tags;
    }
}
