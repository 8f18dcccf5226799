package io.relaystream.processor.edge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("key.pem"), "canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void readsWhatOnlyItsOwnerCanRead(String mode) throws IOException {
        set(mode);

        assertThat(PrivateFile.read(file)).isEqualTo("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-r-----", "rw--w----", "rwx------"})
    void refusesWhatOthersCanReadOrChange(String mode) throws IOException {
        set(mode);

        assertThatThrownBy(() -> PrivateFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "File must be open to its owner only (rw-------), got %s: run 'chmod 600 %s'",
                        mode, file);
    }

    /// As secrets are mounted in containers.
    @Test
    void judgesTheFileThatALinkLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        set("rw-------");
        assertThat(PrivateFile.read(link)).isEqualTo("canary");

        set("rw-r--r--");
        assertThatThrownBy(() -> PrivateFile.read(link)).hasMessageContaining("chmod 600");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> PrivateFile.read(directory))
                .hasMessage("File must be there, got none at " + directory);
        assertThatThrownBy(() -> PrivateFile.read(directory.resolve("other")))
                .hasMessage("File must be there, got none at " + directory.resolve("other"));
    }

    private void set(String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
