package io.relaystream.benchmarks;

import io.relaystream.embedded.SesMail;
import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.Letter;
import io.relaystream.standalone.edge.ApiClient;
import io.relaystream.standalone.edge.SesGate;
import io.relaystream.testsupport.FakeSmtpServer;
import io.relaystream.testsupport.ReceivedMail;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Mails at a fixed rate through `./relaystream up`, as a user starts it: from just before the
/// signed SNS post to the mail accepted by an SMTP server here. The rate does not wait for answers,
/// so a slow system shows as latency and not as a lower rate.
final class EndToEnd {
    private static final int WARM_UP = 200;
    private static final int MAILS = 1_200;
    private static final int PER_SECOND = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern MESSAGE_ID =
            Pattern.compile("Message-ID: <([^@>]+)@", Pattern.CASE_INSENSITIVE);

    private EndToEnd() {}

    static void run(Path result, PrintStream out) throws IOException, InterruptedException {
        FakeSmtpServer sink = FakeSmtpServer.start();
        try (RunningSystem system = RunningSystem.start(settings(sink));
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            ApiClient.Account owner = system.api().createAccount("owner@home.example");
            ApiClient.Alias alias = system.api().createAlias(owner, "bench");
            try (SesGate gate = gate(system)) {
                send(gate, senders, alias, WARM_UP);
                Map<String, Instant> posted = send(gate, senders, alias, MAILS);
                report(latencies(posted, sink, WARM_UP + MAILS), result, out);
            }
        } finally {
            sink.close();
        }
    }

    /// One account gets more than its share of a day.
    private static Map<Setting, String> settings(FakeSmtpServer sink) {
        return Map.of(
                Setting.SMTP_HOST, "127.0.0.1",
                Setting.SMTP_PORT, "" + sink.port(),
                Setting.DAILY_FORWARDS, "1000000",
                Setting.DAILY_BYTES, "1000000000000");
    }

    private static Map<String, Instant> send(
            SesGate gate, ExecutorService senders, ApiClient.Alias alias, int count)
            throws IOException, InterruptedException {
        Map<String, Instant> posted = new LinkedHashMap<>();
        List<Future<?>> pending = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long at = begin + TimeUnit.SECONDS.toNanos(i) / PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(at - System.nanoTime());
            String id = UUID.randomUUID().toString();
            Letter letter =
                    new Letter(
                            "jane@shop.example",
                            alias.address(),
                            "Mail " + i,
                            "Hello. ".repeat(500));
            Instant now = Instant.now();
            SesMail mail =
                    SesMail.received(
                            letter.raw(id, now),
                            "jane@shop.example",
                            List.of(alias.address()),
                            now);
            posted.put(id, now);
            pending.add(
                    senders.submit(
                            () -> {
                                gate.deliver(mail);
                                return null;
                            }));
        }
        for (Future<?> each : pending) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IOException("a mail was not accepted", e.getCause());
            }
        }
        return posted;
    }

    private static double[] latencies(Map<String, Instant> posted, FakeSmtpServer sink, int total)
            throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (sink.mails().size() < total) {
            if (Instant.now().isAfter(giveUp)) {
                throw new IOException(
                        "%d of %d mails arrived".formatted(sink.mails().size(), total));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return sink.mails().stream()
                .filter(mail -> posted.containsKey(id(mail)))
                .mapToDouble(
                        mail ->
                                Duration.between(posted.get(id(mail)), mail.receivedAt()).toNanos()
                                        / 1e6)
                .sorted()
                .toArray();
    }

    private static String id(ReceivedMail mail) {
        Matcher matcher = MESSAGE_ID.matcher(mail.content());
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void report(double[] sorted, Path result, PrintStream out) throws IOException {
        Latencies latencies = new Latencies("mails", PER_SECOND, sorted);
        out.println("post to SMTP acceptance: " + latencies.figures());
        latencies.write(result);
    }

    private static SesGate gate(RunningSystem system) {
        return new SesGate(
                new SesGate.Place(
                        system.at(Setting.BRIDGE_PORT).resolve("/emails/sns-inbound"),
                        system.at(Setting.S3_PORT),
                        "relay-mail",
                        "local",
                        "local-secret",
                        system.data().resolve("sns")));
    }
}
