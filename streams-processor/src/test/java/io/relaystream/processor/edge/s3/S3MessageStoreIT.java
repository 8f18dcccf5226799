package io.relaystream.processor.edge.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.platform.config.Secret;
import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.delivery.MessageStore.Opened;
import io.relaystream.processor.edge.aws.AwsEndpoint;
import io.relaystream.processor.edge.s3.S3MessageStore.Timing;
import io.relaystream.processor.edge.spool.Spool;
import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MessageStoreIT {
    private static final String BUCKET = "relay-mail";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Timing PATIENT = new Timing(LONG, LONG, LONG, LONG);
    private static final Timing HURRIED = new Timing(LONG, SHORT, Duration.ofSeconds(2), SHORT);

    @TempDir private Path directory;
    @TempDir private Path spool;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void readsAMail() throws IOException {
        byte[] mail = new byte[300_000];
        new Random(1).nextBytes(mail);
        S3MessageStore store = embedded(mail, "local-secret");

        // More often than there are connections, so that they must come back.
        for (int round = 0; round < 5; round++) {
            try (Content content = found(store.open(BUCKET, "emails"))) {
                assertThat(content.length()).isEqualTo(mail.length);
                assertThat(content.read().bytes()).isEqualTo(ByteBuffer.wrap(mail));
            }
        }
    }

    @Test
    void releasesTheConnectionOfAMailThatIsNotRead() throws IOException {
        S3MessageStore store = embedded(new byte[300_000], "local-secret");

        for (int round = 0; round < 5; round++) {
            found(store.open(BUCKET, "emails")).close();
        }
    }

    @Test
    void knowsThatAMailIsMissing() throws IOException {
        assertThat(embedded(new byte[1], "local-secret").open(BUCKET, "none"))
                .isEqualTo(new Opened.Missing());
    }

    @Test
    void doesNotTakeAMissingBucketForAMissingMail() throws IOException {
        assertThat(embedded(new byte[1], "local-secret").open("another-bucket", "emails"))
                .isEqualTo(new Opened.Unavailable());
    }

    @Test
    void isUnavailableWithTheWrongKey() throws IOException {
        assertThat(embedded(new byte[1], "wrong-secret").open(BUCKET, "emails"))
                .isEqualTo(new Opened.Unavailable());
    }

    @Test
    void isUnavailableWhenTheStoreIsAway() throws IOException {
        StubS3 gone = new StubS3(0, 0);
        gone.close();

        assertThat(store(gone.uri(), "local-secret", PATIENT).open(BUCKET, "emails"))
                .isEqualTo(new Opened.Unavailable());
    }

    @Test
    void isUnavailableWhenTheStoreDoesNotAnswer() throws IOException {
        StubS3 silent = opened(StubS3.silent());

        assertThat(store(silent.uri(), "local-secret", HURRIED).open(BUCKET, "emails"))
                .isEqualTo(new Opened.Unavailable());
        assertThat(silent.requests()).isEqualTo(3);
    }

    @Test
    void refusesAMailThatBreaksOff() throws IOException {
        StubS3 brokenOff = opened(new StubS3(1000, 400));

        try (Content content =
                found(store(brokenOff.uri(), "local-secret", PATIENT).open(BUCKET, "emails"))) {
            assertThatThrownBy(content::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAMailThatComesTooSlowly() throws IOException {
        StubS3 slow = opened(StubS3.slow(1000));

        try (Content content =
                found(store(slow.uri(), "local-secret", HURRIED).open(BUCKET, "emails"))) {
            assertThatThrownBy(content::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "The object store is too slow: \\d+ of 1000 bytes came in time");
        }
    }

    @Test
    void readsALargeMailWithoutTakingMemory() throws IOException {
        byte[] mail = new byte[3 * Content.IN_MEMORY + 1];
        new Random(1).nextBytes(mail);
        S3MessageStore store = embedded(mail, "local-secret");

        try (Content content = found(store.open(BUCKET, "emails"));
                RawMail read = content.read()) {
            assertThat(read.bytes().isDirect()).isTrue();
            assertThat(read.bytes()).isEqualTo(ByteBuffer.wrap(mail));
            assertThat(read.whole()).isTrue();
            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void leavesNothingOfALargeMailThatBreaksOff() throws IOException {
        StubS3 brokenOff = opened(new StubS3(2 * Content.IN_MEMORY, 400));

        try (Content content =
                found(store(brokenOff.uri(), "local-secret", PATIENT).open(BUCKET, "emails"))) {
            assertThatThrownBy(content::read).isInstanceOf(IOException.class);
        }
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void readsTheBeginningOnly() throws IOException {
        byte[] mail = new byte[300_000];
        new Random(1).nextBytes(mail);
        S3MessageStore store = embedded(mail, "local-secret");

        // More often than there are connections, so that they must come back.
        for (int round = 0; round < 5; round++) {
            try (Content content = found(store.open(BUCKET, "emails"))) {
                RawMail head = content.head(1000);

                assertThat(head.bytes()).isEqualTo(ByteBuffer.wrap(mail, 0, 1000));
                assertThat(head.size()).isEqualTo(mail.length);
                assertThat(head.whole()).isFalse();
            }
        }
    }

    private S3MessageStore embedded(byte[] mail, String secret) throws IOException {
        EmbeddedS3 server = opened(EmbeddedS3.start(directory, 0, BUCKET, "local", "local-secret"));
        Files.write(directory.resolve(BUCKET).resolve("emails"), mail);
        return store(server.endpoint(), secret, PATIENT);
    }

    private S3MessageStore store(URI uri, String secret, Timing timing) {
        var endpoint =
                new AwsEndpoint(
                        "us-east-1",
                        Optional.of(uri),
                        Optional.of(new Secret("local")),
                        Optional.of(new Secret(secret)));
        return opened(new S3MessageStore(endpoint, new Spool(spool), 2, timing));
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
