package io.relaystream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Postgres server whose JVM was killed. It holds the data directory and the port until it stops.
///
/// Only the process that `postmaster.pid` names can be one, and only if its command line says that
/// it is Postgres on this very directory: after a reboot the number may belong to anything.
///
/// @param process alive when it was found
/// @param dataDir where it runs
/// @param pidFile removed by Postgres as the last thing it does
record OrphanedPostmaster(ProcessHandle process, Path dataDir, Path pidFile) {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostmaster.class);
    private static final Duration FAST_LIMIT = Duration.ofSeconds(10);
    private static final Duration IMMEDIATE_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    /// Returns when no server runs on the directory and none seems to. The caller holds its lock.
    static void stopIn(Path dataDir) throws IOException {
        Path pidFile = dataDir.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process =
                processNamedIn(pidFile).filter(named -> runsPostgresOn(dataDir, named));
        if (process.isPresent()) {
            new OrphanedPostmaster(process.get(), dataDir, pidFile).stop();
        } else {
            // If the number belongs to another process now, Postgres would refuse to start.
            Files.delete(pidFile);
        }
    }

    private void stop() throws IOException {
        LOG.atInfo().addKeyValue("pid", process.pid()).log("Stopping an orphaned Postgres");
        // INT makes Postgres end its sessions and write a checkpoint. QUIT makes it drop everything
        // and recover at the next start. Java itself can only send TERM, for which Postgres waits
        // until the last client has left.
        if (!endsOn("INT", FAST_LIMIT) && !endsOn("QUIT", IMMEDIATE_LIMIT)) {
            throw new IllegalStateException(
                    "Orphaned Postgres on %s must end within %s, but process %d still runs: kill it"
                            .formatted(dataDir, FAST_LIMIT.plus(IMMEDIATE_LIMIT), process.pid()));
        }
    }

    private boolean endsOn(String signal, Duration limit) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, process.pid())).start();
        long end = System.nanoTime() + limit.toNanos();
        // Not the end of the process: without a parent that cares it may stay as a zombie.
        while (Files.exists(pidFile)) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while an orphaned Postgres stops", e);
        }
    }

    /// The first line of the file is the process id.
    private static Optional<ProcessHandle> processNamedIn(Path pidFile) throws IOException {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException | NoSuchElementException _) {
            return Optional.empty();
        }
    }

    private static boolean runsPostgresOn(Path dataDir, ProcessHandle process) {
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        int directory = arguments.indexOf("-D") + 1;
        return programName(process).startsWith("postgres")
                && directory > 0
                && directory < arguments.size()
                && Path.of(arguments.get(directory)).equals(dataDir);
    }

    private static String programName(ProcessHandle process) {
        return Path.of(process.info().command().orElse("")).getFileName().toString();
    }
}
