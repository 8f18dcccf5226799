package io.relaystream.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The secret of one installation's pseudonyms, made at its first start.
final class PseudonymKey {
    private static final int BYTES = 32;

    private PseudonymKey() {}

    static String in(Path dataDir) throws IOException {
        Path file = dataDir.resolve("pseudonym.key");
        if (!Files.exists(file)) {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            Path draft = dataDir.resolve("pseudonym.key.new");
            Files.deleteIfExists(draft);
            Files.createFile(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, HexFormat.of().formatHex(key));
            Files.move(draft, file);
        }
        return Files.readString(file).strip();
    }
}
