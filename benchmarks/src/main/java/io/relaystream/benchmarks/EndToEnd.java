package io.relaystream.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.embedded.FreePort;
import io.relaystream.embedded.SesMail;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.Letter;
import io.relaystream.standalone.edge.ApiClient;
import io.relaystream.standalone.edge.SesGate;
import io.relaystream.testsupport.FakeSmtpServer;
import io.relaystream.testsupport.ReceivedMail;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
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

    /// In the order of the ports that [FreePort] finds.
    private static final List<Setting> PORTS =
            List.of(
                    Setting.KAFKA_PORT,
                    Setting.POSTGRES_PORT,
                    Setting.S3_PORT,
                    Setting.CATCHER_PORT,
                    Setting.BRIDGE_PORT,
                    Setting.API_PORT,
                    Setting.CONNECT_PORT,
                    Setting.BRIDGE_MANAGEMENT_PORT,
                    Setting.API_MANAGEMENT_PORT,
                    Setting.PROCESSOR_MANAGEMENT_PORT,
                    Setting.CDC_MANAGEMENT_PORT);

    private EndToEnd() {}

    static void run(Path result, PrintStream out) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("relaystream-bench");
        List<Integer> ports = FreePort.find(PORTS.size());
        FakeSmtpServer sink = FakeSmtpServer.start();
        Process system = start(data, ports, sink.port());
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            awaitReady(data, system);
            ApiClient api =
                    new ApiClient(
                            URI.create(
                                    "http://127.0.0.1:"
                                            + ports.get(PORTS.indexOf(Setting.API_PORT))),
                            new Secret("dev-admin-token"));
            ApiClient.Account owner = api.createAccount("owner@home.example");
            ApiClient.Alias alias = api.createAlias(owner, "bench");
            try (SesGate gate = gate(data, ports)) {
                send(gate, senders, alias, WARM_UP);
                Map<String, Instant> posted = send(gate, senders, alias, MAILS);
                report(latencies(posted, sink, WARM_UP + MAILS), result, out);
            }
        } finally {
            system.destroy();
            system.waitFor(40, TimeUnit.SECONDS);
            sink.close();
        }
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
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("mails", sorted.length);
        figures.put("per_second", PER_SECOND);
        for (double p : new double[] {0.5, 0.9, 0.95, 0.99, 0.999}) {
            figures.put(
                    "p" + p * 100 + "_ms",
                    sorted[(int) Math.min(sorted.length - 1, p * sorted.length)]);
        }
        figures.put("max_ms", sorted[sorted.length - 1]);
        out.println("post to SMTP acceptance: " + figures);
        Files.write(result, new JsonMapper().writeValueAsBytes(figures));
    }

    private static SesGate gate(Path data, List<Integer> ports) {
        return new SesGate(
                new SesGate.Place(
                        URI.create(
                                "http://127.0.0.1:"
                                        + ports.get(PORTS.indexOf(Setting.BRIDGE_PORT))
                                        + "/emails/sns-inbound"),
                        URI.create("http://127.0.0.1:" + ports.get(PORTS.indexOf(Setting.S3_PORT))),
                        "relay-mail",
                        "local",
                        "local-secret",
                        data.resolve("sns")));
    }

    private static Process start(Path data, List<Integer> ports, int smtpPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("./relaystream", "up");
        Map<String, String> environment = builder.environment();
        for (int i = 0; i < PORTS.size(); i++) {
            environment.put(PORTS.get(i).variable(), "" + ports.get(i));
        }
        environment.put(Setting.DATA_DIR.variable(), data.toString());
        environment.put(Setting.SMTP_HOST.variable(), "127.0.0.1");
        environment.put(Setting.SMTP_PORT.variable(), "" + smtpPort);
        // One account gets more than its share of a day.
        environment.put(Setting.DAILY_FORWARDS.variable(), "1000000");
        environment.put(Setting.DAILY_BYTES.variable(), "1000000000000");
        return builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("up.txt").toFile())
                .start();
    }

    private static void awaitReady(Path data, Process system)
            throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!Files.readAllLines(data.resolve("up.txt")).contains("ready")) {
            if (!system.isAlive() || Instant.now().isAfter(giveUp)) {
                throw new IOException("the system did not start: see " + data.resolve("up.txt"));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
