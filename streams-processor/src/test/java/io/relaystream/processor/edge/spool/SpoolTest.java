package io.relaystream.processor.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.delivery.Scratch.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 1000, Content.IN_MEMORY, Content.IN_MEMORY + 1, 3 * Content.IN_MEMORY})
    void keepsWhatIsWritten(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        try (Kept kept = write(content)) {
            assertThat(kept.mail().size()).isEqualTo(size);
            assertThat(kept.mail().toBytes()).isEqualTo(content);
            assertThat(files()).isZero();
        }
    }

    /// A file that nobody can name cannot be left behind.
    @Test
    void leavesNothingOfAMailThatBreaksOff() throws IOException {
        Spool spool = new Spool(directory);

        assertThatThrownBy(
                        () ->
                                spool.write(
                                        out -> {
                                            out.write(new byte[2 * Content.IN_MEMORY]);
                                            throw new IOException("broken off");
                                        }))
                .hasMessage("broken off");
        assertThat(files()).isZero();
    }

    @Test
    void writesNoFileForASmallMail() throws IOException {
        Path missing = directory.resolve("missing");

        try (Kept kept = new Spool(missing).write(out -> out.write(new byte[Content.IN_MEMORY]))) {
            assertThat(kept.mail().size()).isEqualTo(Content.IN_MEMORY);
        }
        assertThatThrownBy(
                        () ->
                                new Spool(missing)
                                        .write(out -> out.write(new byte[Content.IN_MEMORY + 1])))
                .isInstanceOf(IOException.class);
    }

    private Kept write(byte[] content) throws IOException {
        return new Spool(directory)
                .write(
                        out -> {
                            int half = content.length / 2;
                            out.write(content, 0, half);
                            out.write(content, half, content.length - half);
                        });
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
