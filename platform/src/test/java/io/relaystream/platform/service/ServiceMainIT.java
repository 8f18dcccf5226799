package io.relaystream.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exit codes and signals need a process of their own.
class ServiceMainIT {
    private static final int KILLED_BY_SIGTERM = 128 + 15;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    @TempDir private Path folder;
    private ProcessHandle running = ProcessHandle.current();

    @AfterEach
    void leaveNothingBehind() {
        if (!running.equals(ProcessHandle.current())) {
            running.destroyForcibly();
        }
    }

    @Test
    void exitsWith2AndSaysWhatIsWrongWithTheConfiguration() throws Exception {
        Process process = start("run", Map.of("RELAY_PARTITIONS", "none", "RELAY_BINDE", "x"));

        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(log())
                .contains("Invalid configuration:")
                .contains("RELAY_PARTITIONS must be a whole number from 1 to 100, got 'none'")
                .contains("RELAY_BINDE is set but nothing reads it; did you mean RELAY_BIND?")
                .doesNotContain("exception");
    }

    @Test
    void exitsWith1WhenItCannotStart() throws Exception {
        Process process = start("fail", Map.of());

        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(log()).contains("Service could not start", "no disk");
    }

    @Test
    void drainsOnSigterm() throws Exception {
        // Given
        Process process = start("run", Map.of());
        awaitLog("Service is running");

        // When
        process.destroy();

        // Then
        assertThat(exitCode(process)).isEqualTo(KILLED_BY_SIGTERM);
        assertThat(log()).contains("Sample has drained");
    }

    @Test
    void stopsOnSigtermThoughItDoesNotCloseCleanly() throws Exception {
        // Given
        Process process = start("break", Map.of());
        awaitLog("Service is running");

        // When
        process.destroy();

        // Then
        assertThat(exitCode(process)).isEqualTo(KILLED_BY_SIGTERM);
        assertThat(log()).contains("Service did not close cleanly", "stuck");
    }

    @Test
    void exitsThoughThreadsOfTheFailedStartLiveOn() throws Exception {
        Process process = start("fail badly", Map.of());

        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(log()).contains("no such class");
    }

    @Test
    void outlivesAThreadThatDies() throws Exception {
        Process process = start("lose a thread", Map.of());

        awaitLog("A thread died unexpectedly");
        awaitLog("Service is running");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void exitsWhenMemoryIsExhausted() throws Exception {
        Process process = start("run out of memory", Map.of());

        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(log()).contains("A thread died unexpectedly", "no heap");
    }

    private Process start(String behaviour, Map<String, String> variables) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                // The log of the main sources, not that of tests.
                                "-Dlogback.configurationFile=logback.xml",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SampleService.class.getName(),
                                behaviour)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RELAY_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        running = process.toHandle();
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void awaitLog(String message) {
        await().atMost(PATIENCE).until(this::log, log -> log.contains(message));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
