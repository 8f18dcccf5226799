package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.embedded.SesMail;
import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.edge.ApiClient;
import io.relaystream.standalone.edge.ApiClient.Account;
import io.relaystream.standalone.edge.ApiClient.Alias;
import io.relaystream.standalone.edge.SesGate;
import io.relaystream.testsupport.FakeSmtpServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of the work: nothing is lost, and each mail has its one record.
class KilledIT {
    private static final int MAILS = 300;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration RECOVERY = Duration.ofMinutes(4);

    @TempDir Path dataDir;
    private final FakeSmtpServer owner = FakeSmtpServer.start();
    private final List<Process> started = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void configure() {
        environment = FreePorts.environment(dataDir);
        environment.put(Setting.SMTP_HOST.variable(), "127.0.0.1");
        environment.put(Setting.SMTP_PORT.variable(), "" + owner.port());
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        owner.close();
    }

    @Test
    void forwardsEveryAcceptedMailAfterAKill() throws Exception {
        // Given
        StandaloneConfig config = StandaloneConfig.from(environment);
        Process first = up("first.log");
        ApiClient api = new ApiClient(config.api(), config.adminToken());
        Account account = api.createAccount("owner@home.example");
        Alias alias = api.createAlias(account, "killed");
        CanonicalTail records = CanonicalTail.fromNow(config.canonicalFile());

        // When
        List<SesMail> accepted = new ArrayList<>();
        try (SesGate gate = new SesGate(config.sesGate())) {
            for (int i = 0; i < MAILS; i++) {
                SesMail mail = mail(alias, i);
                gate.deliver(mail);
                accepted.add(mail);
            }
        }
        // At once: the system keeps up with the gate, and only the last mails are on their way.
        first.destroyForcibly().waitFor();
        int before = owner.mails().size();
        up("second.log");

        // Then
        Map<String, List<JsonNode>> endings =
                await().atMost(RECOVERY)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> byMail(records), found -> found.size() == MAILS);
        assertThat(before).as("sent before the kill").isBetween(1, MAILS - 1);
        assertThat(endings.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        accepted.stream().map(SesMail::messageId).toList());
        assertThat(endings.values())
                .allSatisfy(
                        ending -> {
                            assertThat(ending).hasSize(1);
                            assertThat(ending.getFirst().path("outcome").asText())
                                    .isEqualTo("forwarded");
                        });
        long duplicates = owner.mails().size() - (long) MAILS;
        long flagged =
                endings.values().stream()
                        .filter(ending -> ending.getFirst().path("maybe_duplicate").asBoolean())
                        .count();
        assertThat(duplicates).as("mails sent twice").isBetween(0L, flagged);
    }

    private static Map<String, List<JsonNode>> byMail(CanonicalTail records) throws IOException {
        return records.all().stream()
                .collect(Collectors.groupingBy(record -> record.path("message_id").asText()));
    }

    private static SesMail mail(Alias alias, int number) {
        Letter letter =
                new Letter("jane@shop.example", alias.address(), "Mail " + number, "Hello.");
        return SesMail.received(
                letter.raw(UUID.randomUUID().toString(), Instant.now()),
                "jane@shop.example",
                List.of(alias.address()),
                Instant.now());
    }

    private Process up(String log) throws Exception {
        File output = dataDir.resolve(log).toFile();
        ProcessBuilder builder =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx768m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=logback-standalone.xml",
                        "-Drelaystream.logs=" + dataDir.resolve("logs"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(output).start();
        started.add(process);
        await().atMost(START)
                .until(
                        () -> {
                            assertThat(process.isAlive()).as("see %s", output).isTrue();
                            return Files.readAllLines(output.toPath()).contains("ready");
                        });
        return process;
    }
}
