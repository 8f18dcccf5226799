package io.relaystream.processor.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalFileTest {
    @TempDir private Path directory;
    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("made/canonical.jsonl");
    }

    @Test
    void knowsNothingWhenItIsNew() throws IOException {
        try (CanonicalFile file = CanonicalFile.open(path)) {
            assertThat(file.next()).isEmpty();
        }
    }

    @Test
    void findsTheLastLineOfEachPartition() throws IOException {
        try (CanonicalFile file = CanonicalFile.open(path)) {
            file.append(line(0, 7) + line(1, 3));
            file.append(line(0, 8));
        }

        try (CanonicalFile file = CanonicalFile.open(path)) {
            assertThat(file.next()).containsOnly(Map.entry(0, 9L), Map.entry(1, 4L));
            file.append(line(1, 4));
        }
        assertThat(path).hasContent(line(0, 7) + line(1, 3) + line(0, 8) + line(1, 4));
    }

    @Test
    void cutsOffATornLine() throws IOException {
        String torn = line(0, 8) + "x".repeat(20_000);
        try (CanonicalFile file = CanonicalFile.open(path)) {
            file.append(line(0, 7) + torn.substring(0, torn.length() - 20_005));
        }

        try (CanonicalFile file = CanonicalFile.open(path)) {
            assertThat(file.next()).containsOnly(Map.entry(0, 8L));
        }
        assertThat(path).hasContent(line(0, 7));
    }

    @Test
    void cutsOffATornLineThatIsLongOrAlone() throws IOException {
        Files.createDirectories(directory.resolve("made"));
        Files.writeString(path, line(2, 5) + "x".repeat(30_000));
        try (CanonicalFile file = CanonicalFile.open(path)) {
            assertThat(file.next()).containsOnly(Map.entry(2, 6L));
        }

        Files.writeString(path, "x".repeat(30_000));
        try (CanonicalFile file = CanonicalFile.open(path)) {
            assertThat(file.next()).isEmpty();
        }
        assertThat(path).isEmptyFile();
    }

    private static String line(int partition, long offset) {
        return "{\"Type\":\"relaystream.mail\",\"Fields\":{\"kafka_partition\":%d,\"kafka_offset\":%d}}\n"
                .formatted(partition, offset);
    }
}
