package io.relaystream.benchmarks;

import io.relaystream.embedded.FreePort;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.edge.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A whole system of its own, started with `./relaystream up` as a user starts it.
///
/// @param ports in the order of [#PORTS]
record RunningSystem(Path data, List<Integer> ports, Process process) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

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

    /// Returns when it is ready.
    ///
    /// @param settings beside ports and directory
    static RunningSystem start(Map<Setting, String> settings)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("relaystream-bench");
        List<Integer> ports = FreePort.find(PORTS.size());
        ProcessBuilder builder = new ProcessBuilder("./relaystream", "up");
        Map<String, String> environment = builder.environment();
        for (int i = 0; i < PORTS.size(); i++) {
            environment.put(PORTS.get(i).variable(), "" + ports.get(i));
        }
        environment.put(Setting.DATA_DIR.variable(), data.toString());
        settings.forEach((setting, value) -> environment.put(setting.variable(), value));
        RunningSystem system =
                new RunningSystem(
                        data,
                        ports,
                        builder.redirectErrorStream(true)
                                .redirectOutput(data.resolve("up.txt").toFile())
                                .start());
        try {
            system.awaitReady();
            return system;
        } catch (IOException | InterruptedException e) {
            system.close();
            throw e;
        }
    }

    URI at(Setting port) {
        return URI.create("http://127.0.0.1:" + ports.get(PORTS.indexOf(port)));
    }

    ApiClient api() {
        return new ApiClient(at(Setting.API_PORT), new Secret("dev-admin-token"));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(40, TimeUnit.SECONDS);
    }

    private void awaitReady() throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!Files.readAllLines(data.resolve("up.txt")).contains("ready")) {
            if (!process.isAlive() || Instant.now().isAfter(giveUp)) {
                throw new IOException("the system did not start: see " + data.resolve("up.txt"));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
