package io.relaystream.processor.edge.file;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Reads a file with a secret in it, if nobody but its owner can.
public final class PrivateFile {
    private static final Set<PosixFilePermission> ALLOWED = Set.of(OWNER_READ, OWNER_WRITE);

    private PrivateFile() {}

    /// @throws IllegalArgumentException if it cannot be read, or others may read or change it
    public static String read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("File must be there, got none at " + file);
            }
            check(file);
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "File must be readable, got %s at %s"
                            .formatted(e.getClass().getSimpleName(), file),
                    e);
        }
    }

    /// Where files have no modes, there is nothing to check.
    private static void check(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> mode = view.readAttributes().permissions();
        if (!ALLOWED.containsAll(mode)) {
            throw new IllegalArgumentException(
                    "File must be open to its owner only (rw-------), got %s: run 'chmod 600 %s'"
                            .formatted(PosixFilePermissions.toString(mode), file));
        }
    }
}
