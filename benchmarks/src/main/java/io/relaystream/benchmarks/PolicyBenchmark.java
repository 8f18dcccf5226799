package io.relaystream.benchmarks;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.platform.kafka.Topics;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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
    private final ForwardingPolicy policy = ForwardingPolicy.standard();
    private final InboundMail mail =
            new InboundMail(
                    "mail-1",
                    new EmailAddress("open@relay.localhost"),
                    new EmailAddress("sender@shop.example"),
                    "relay-mail",
                    "emails/mail-1",
                    NOW,
                    NOW,
                    false,
                    Verdict.PASS,
                    Verdict.PASS,
                    Verdict.PASS,
                    Verdict.PASS,
                    Verdict.PASS,
                    DmarcPolicy.NONE);
    private final Facts facts =
            new Facts(
                    mail,
                    new Alias("alias-1", "account-1", mail.recipient(), true, Blocking.NONE, NOW),
                    new Account(
                            "account-1",
                            new EmailAddress("owner@home.example"),
                            Plan.FREE,
                            true,
                            false));
    private final byte[] json =
            Topics.INBOUND.values().serializer().serialize("mail.inbound", mail);

    @Benchmark
    public Decision decide() {
        return policy.decide(facts);
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
}
