package io.relaystream.platform.kafka;

import static io.relaystream.platform.kafka.Topic.FOREVER;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.platform.kafka.Topic.Partitioning;
import java.time.Duration;
import java.util.List;

/// The topic catalogue: each name, serde and retention is declared here and nowhere else.
/// `docs/events.md` explains them.
public final class Topics {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration HALF_A_YEAR = Duration.ofDays(180);

    /// One mail for one envelope recipient, keyed by the recipient's mailbox: without its tag.
    public static final Topic<InboundMail> INBOUND =
            Topic.keyed("mail.inbound", InboundMail.class, TWO_WEEKS);

    /// Mails that have waited for a mailbox that was paused and are to be decided anew, keyed like
    /// `mail.inbound`.
    public static final Topic<InboundMail> WAITED =
            Topic.keyed("mail.waited", InboundMail.class, TWO_WEEKS);

    /// What providers report about sent mail, keyed by account id, else by recipient.
    public static final Topic<Feedback> FEEDBACK =
            Topic.keyed("mail.feedback", Feedback.class, TWO_WEEKS);

    /// Authentic input that was not understood, byte for byte; the reason is a header.
    public static final Topic<byte[]> REJECTED_INPUT =
            Topic.bytes("mail.rejected-input", Partitioning.SINGLE, MONTH);

    /// The alias table, keyed by address.
    public static final Topic<Alias> ALIASES = Topic.table("alias.state", Alias.class);

    /// The account table, keyed by id.
    public static final Topic<Account> ACCOUNTS = Topic.table("account.state", Account.class);

    /// The domain table, keyed by host.
    public static final Topic<Domain> DOMAINS = Topic.table("domain.state", Domain.class);

    /// Deleted aliases, keyed by the keyed hash of their address.
    public static final Topic<DeletedAlias> DELETED_ALIASES =
            Topic.table("alias.deleted", DeletedAlias.class);

    /// What reverse addresses lead to, keyed by a hash of the address's token. Unlike all others, a
    /// record lies in the partition of its account, where the account's mail is decided and where
    /// it is remembered for as long as the operator wants.
    public static final Topic<SealedContext> REPLY_CONTEXTS =
            Topic.table("reply.contexts", SealedContext.class, HALF_A_YEAR);

    /// How fresh the tables are, keyed `cdc`.
    public static final Topic<CdcHeartbeat> CDC_HEARTBEAT =
            new Topic<>(
                    "cdc.heartbeat",
                    new JsonSerde<>(CdcHeartbeat.class),
                    Partitioning.SINGLE,
                    true,
                    FOREVER);

    /// One attempt to make, keyed by account id.
    public static final Topic<DeliveryRequest> DELIVERIES =
            Topic.keyed("mail.deliveries", DeliveryRequest.class, TWO_WEEKS);

    /// What became of an attempt, keyed by account id.
    public static final Topic<DeliveryOutcome> OUTCOMES =
            Topic.keyed("mail.outcomes", DeliveryOutcome.class, TWO_WEEKS);

    /// The one record of each mail, keyed by delivery id.
    public static final Topic<CanonicalRecord> CANONICAL =
            Topic.keyed("mail.canonical", CanonicalRecord.class, MONTH);

    /// Where mails are on their way, for their owners, keyed by account id.
    public static final Topic<LoggedMail> LOG =
            Topic.keyed("mail.log", LoggedMail.class, TWO_WEEKS);

    /// What has become of an alias's mail, keyed by alias id; of an account's, keyed by account id.
    public static final Topic<AliasStats> ALIAS_STATS =
            Topic.table("alias.stats", AliasStats.class);

    /// What happened to an account through its mail, keyed by account id.
    public static final Topic<AccountEvent> ACCOUNT_EVENTS =
            Topic.keyed("account.events", AccountEvent.class, MONTH);

    /// Mails that nobody sent: what would become of them? Keyed like `mail.inbound`; the message id
    /// is the question's.
    public static final Topic<InboundMail> QUESTIONS =
            Topic.keyed("mail.questions", InboundMail.class, DAY);

    /// What would become of a mail, keyed by the question's id.
    public static final Topic<Explanation> EXPLANATIONS =
            Topic.keyed("mail.explanations", Explanation.class, DAY);

    /// Records that made a processor throw, as they were, with headers that say why.
    public static final Topic<byte[]> DEAD_LETTER =
            Topic.bytes("mail.dead-letter", Partitioning.SINGLE, MONTH);

    /// Every topic, for whoever creates them.
    public static final List<Topic<?>> ALL =
            List.of(
                    INBOUND,
                    WAITED,
                    FEEDBACK,
                    REJECTED_INPUT,
                    ALIASES,
                    ACCOUNTS,
                    DOMAINS,
                    DELETED_ALIASES,
                    REPLY_CONTEXTS,
                    CDC_HEARTBEAT,
                    DELIVERIES,
                    OUTCOMES,
                    CANONICAL,
                    LOG,
                    ALIAS_STATS,
                    ACCOUNT_EVENTS,
                    QUESTIONS,
                    EXPLANATIONS,
                    DEAD_LETTER);

    private Topics() {}
}
