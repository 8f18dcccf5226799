package io.relaystream.benchmarks;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.seal.HopMark;
import io.relaystream.platform.kafka.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the topology does for each mail, without Kafka: read the record, decide.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant PAST = NOW.minusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final int BLOCKED_SENDERS = 50;

    private final ForwardingPolicy policy =
            ForwardingPolicy.standard(new HopMark("a secret of the operator"), false);
    private final Account owner =
            new Account(
                    "account-1",
                    new EmailAddress("owner@home.example"),
                    true,
                    Plan.PREMIUM,
                    true,
                    true,
                    Quarantine.DROP,
                    senders("account"),
                    PAST,
                    true,
                    true,
                    "en",
                    null,
                    null,
                    false);
    private final Alias alias =
            new Alias(
                    "alias-1",
                    "account-1",
                    new EmailAddress("open@relay.localhost"),
                    AliasKind.RANDOM,
                    true,
                    Blocking.PROMOTIONS,
                    senders("alias"),
                    LATER,
                    PAST,
                    true);
    private final EmailAddress name = new EmailAddress("shop@jane.relay.localhost");
    private final Recipient.Unmade unmade =
            new Recipient.Unmade(
                    name,
                    "alias-2",
                    new Domain(name.domain(), "account-1", DomainKind.SUBDOMAIN, true, true));
    private final InboundMail mail = mailTo(alias.address());
    private final Facts ordinary =
            new Facts(mail, new Recipient.Issued(alias), owner, standing(PAST), NOW);
    private final Facts toAnUnmadeName =
            new Facts(mailTo(name), unmade, owner, standing(PAST), NOW);
    private final Facts beyondTheLastLimit =
            new Facts(mailTo(name), unmade, owner, standing(LATER), NOW);
    private final byte[] json =
            Topics.INBOUND.values().serializer().serialize("mail.inbound", mail);

    /// No rule objects.
    @Benchmark
    public Decision decide() {
        return policy.decide(ordinary);
    }

    @Benchmark
    public Decision decideForAnUnmadeName() {
        return policy.decide(toAnUnmadeName);
    }

    @Benchmark
    public Decision dropByTheLastRule() {
        return policy.decide(beyondTheLastLimit);
    }

    @Benchmark
    public String deliveryId() {
        return mail.deliveryId();
    }

    @Benchmark
    public InboundMail readRecord() {
        return Topics.INBOUND.values().deserializer().deserialize("mail.inbound", json);
    }

    @Benchmark
    public byte[] writeRecord() {
        return Topics.INBOUND.values().serializer().serialize("mail.inbound", mail);
    }

    private static InboundMail mailTo(EmailAddress recipient) {
        EmailAddress sender = new EmailAddress("sender@shop.example");
        return new InboundMail(
                "mail-1",
                recipient,
                sender,
                false,
                sender,
                false,
                "relay-mail",
                "emails/mail-1",
                NOW,
                NOW,
                0,
                false,
                false,
                4,
                false,
                List.of(),
                Verdict.PASS,
                Verdict.PASS,
                Verdict.PASS,
                Verdict.PASS,
                Verdict.PASS,
                DmarcPolicy.NONE,
                List.of(),
                List.of(),
                false);
    }

    /// Of an account whose other pauses and limits are over.
    private static Standing standing(Instant aliasLimitUntil) {
        return new Standing(
                LocalDate.ofInstant(NOW, ZoneOffset.UTC),
                400,
                40_000_000,
                3,
                2,
                PAST,
                PAST,
                PAST,
                aliasLimitUntil,
                PAST,
                PAST,
                "0123456789abcdef",
                1);
    }

    private static Set<String> senders(String prefix) {
        return IntStream.range(0, BLOCKED_SENDERS)
                .mapToObj(i -> "%s-%d@spam.example".formatted(prefix, i))
                .collect(Collectors.toSet());
    }
}
