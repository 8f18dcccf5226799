package io.relaystream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data directory of a Postgres, and what a JVM that died may have left in it.
///
/// @param home holds `data`, where the server runs; without symbolic links, so that the command
///   line of an orphan shows the same path
record PostgresData(Path home) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresData.class);

    Path directory() {
        return home.resolve("data");
    }

    /// Stops the server that was orphaned, and moves data away that no server was ever ready on.
    /// The caller holds the lock.
    void recover() throws IOException {
        OrphanedPostmaster.stopIn(directory());
        if (Files.exists(directory()) && !Files.exists(completeMark())) {
            // The JVM died while initdb ran. Postgres can neither use nor repair the result.
            Path away = Files.createTempDirectory(home, "incomplete-");
            Files.move(directory(), away.resolve("data"));
            LOG.atWarn()
                    .addKeyValue("moved_to", away)
                    .log("Postgres data was never complete, moved away; it may be deleted");
        }
    }

    /// To be called when the server has been ready.
    void markComplete() throws IOException {
        if (!Files.exists(completeMark())) {
            Files.createFile(completeMark());
        }
    }

    private Path completeMark() {
        return directory().resolve("relaystream-complete");
    }
}
