package io.relaystream.embedded;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Starts a server in a JVM of its own, so that a test can kill that JVM.
final class ChildJvm implements AutoCloseable {
    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /// Returns when the server is up.
    static ChildJvm start(Server server, Path dataDir, int port) throws IOException {
        Path starting = Files.createTempFile("child-jvm", ".starting");
        List<String> command =
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildJvm.class.getName(),
                        server.name(),
                        dataDir.toString(),
                        String.valueOf(port),
                        starting.toString());
        var child = new ChildJvm(new ProcessBuilder(command).inheritIO().start());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.notExists(starting));
        return child;
    }

    /// As `kill -9`. Returns when the JVM is gone.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        Path dataDir = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        AutoCloseable server =
                switch (Server.valueOf(arguments[0])) {
                    case KAFKA -> EmbeddedKafka.start(dataDir, port, FreePort.find());
                    case POSTGRES -> EmbeddedPostgres.start(dataDir, port);
                };
        try (server) {
            Files.delete(Path.of(arguments[3]));
            Thread.currentThread().join();
        }
    }

    enum Server {
        KAFKA,
        POSTGRES
    }
}
