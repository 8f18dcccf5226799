package io.relaystream.api.edge.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.mail.MailStore.Content;
import io.relaystream.api.mail.MailStore.Opened;
import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.platform.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MailStoreIT {
    private static final String BUCKET = "relay-mail";

    @TempDir private Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    /// More often than there are connections, so that they must come back.
    @Test
    void readsAMail() throws IOException {
        byte[] mail = new byte[300_000];
        new Random(1).nextBytes(mail);
        S3MailStore store = embedded(mail, "local-secret");

        for (int round = 0; round < 5; round++) {
            try (Content content = found(store.open(BUCKET, "emails"))) {
                assertThat(content.length()).isEqualTo(mail.length);
                assertThat(all(content)).isEqualTo(mail);
            }
        }
    }

    @Test
    void releasesTheConnectionOfAMailThatIsNotRead() throws IOException {
        S3MailStore store = embedded(new byte[300_000], "local-secret");

        for (int round = 0; round < 5; round++) {
            try (Content content = found(store.open(BUCKET, "emails"))) {
                assertThat(content.read(new byte[10])).isEqualTo(10);
            }
        }
    }

    @Test
    void knowsThatAMailIsMissing() throws IOException {
        assertThat(embedded(new byte[1], "local-secret").open(BUCKET, "none"))
                .isEqualTo(new Opened.Missing());
    }

    /// Whoever broke the set-up can mend it.
    @Test
    void isUnavailableWhenItMayNotLook() throws IOException {
        assertThat(embedded(new byte[1], "wrong-secret").open(BUCKET, "emails"))
                .isEqualTo(new Opened.Unavailable());
        assertThat(embedded(new byte[1], "local-secret").open("another-bucket", "emails"))
                .isEqualTo(new Opened.Unavailable());
    }

    @Test
    void isUnavailableWhenTheStoreIsAway() {
        assertThat(store(URI.create("http://127.0.0.1:1"), "local-secret").open(BUCKET, "emails"))
                .isEqualTo(new Opened.Unavailable());
    }

    private static byte[] all(Content content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[10_000];
        for (int bytes = content.read(chunk); bytes >= 0; bytes = content.read(chunk)) {
            all.write(chunk, 0, bytes);
        }
        return all.toByteArray();
    }

    private S3MailStore embedded(byte[] mail, String secret) throws IOException {
        EmbeddedS3 server = opened(EmbeddedS3.start(directory, 0, BUCKET, "local", "local-secret"));
        Files.write(directory.resolve(BUCKET).resolve("emails"), mail);
        return store(server.endpoint(), secret);
    }

    private S3MailStore store(URI uri, String secret) {
        return opened(
                new S3MailStore(
                        new S3Config(
                                "us-east-1",
                                Optional.of(uri),
                                Optional.of(new Secret("local")),
                                Optional.of(new Secret(secret))),
                        2));
    }

    private static Content found(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Found.class);
        return ((Opened.Found) opened).content();
    }

    private <C extends AutoCloseable> C opened(C resource) {
        open.add(resource);
        return resource;
    }
}
