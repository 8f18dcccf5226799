package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.embedded.MailCatcher;
import io.relaystream.pgp.OwnersKey;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.delivery.DeliveryLimits;
import io.relaystream.processor.delivery.DeliveryWorker;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.edge.aws.AwsEndpoint;
import io.relaystream.processor.edge.s3.S3MessageStore;
import io.relaystream.processor.edge.smtp.SmtpMailSender;
import io.relaystream.processor.edge.smtp.SmtpServer;
import io.relaystream.processor.edge.smtp.SmtpServer.StartTls;
import io.relaystream.processor.edge.spool.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mails on their way from the object store through a worker to a mail server.
class CorpusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LARGEST = 60_000_000;

    @TempDir private Path objects;
    @TempDir private Path spool;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<DeliveryOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final MailCatcher catcher = opened(MailCatcher.start(0));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void everyMailOfTheCorpusArrivesAsTheGoldenFilesSay() throws Exception {
        DeliveryWorker worker = worker();

        for (String name : Corpus.names()) {
            byte[] received = deliver(worker, Corpus.mail(name));

            byte[] expected = sent(Files.readAllBytes(Corpus.forwarded(name)));
            assertThat(new String(received, ISO_8859_1))
                    .as(name)
                    .isEqualTo(new String(expected, ISO_8859_1));
            assertThat(SecondParser.parts(received))
                    .as(name)
                    .isEqualTo(SecondParser.parts(expected));
        }
        assertThat(outcomes).extracting(DeliveryOutcome::code).containsOnly(DeliveryCode.SENT);
    }

    @Test
    void aLargeAttachmentArrivesWhole() throws Exception {
        byte[] attachment = new byte[28_000_000];
        new Random(1).nextBytes(attachment);
        String mail =
                "From: jane@shop.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
                        + "Hi\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(attachment)
                        + "\r\n--b--\r\n";

        byte[] received = deliver(worker(), mail.getBytes(ISO_8859_1));

        assertThat(SecondParser.parts(received))
                .last()
                .satisfies(
                        part -> assertThat(part.content()).isEqualTo(ByteBuffer.wrap(attachment)));
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.sizeBytes()).isEqualTo(mail.length()));
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void aLargeMailArrivesEncrypted() throws Exception {
        OwnersKey owner = OwnersKey.curve25519();
        String text = "In clear\r\n".repeat(300_000);
        String mail = "From: jane@shop.example\r\nSubject: Secret\r\n\r\n" + text;

        byte[] received =
                deliver(worker(), mail.getBytes(ISO_8859_1), Requests.encrypted(owner.armour()));

        assertThat(new String(received, ISO_8859_1)).doesNotContain("Secret", "In clear");
        ByteBuffer armour = SecondParser.parts(received).getLast().content();
        byte[] message = new byte[armour.remaining()];
        armour.get(message);
        assertThat(new String(owner.decrypt(message), ISO_8859_1))
                .contains("Subject: Secret\r\n")
                .endsWith("\r\n\r\n" + text);
        assertThat(outcomes).extracting(DeliveryOutcome::code).containsExactly(DeliveryCode.SENT);
        assertThat(spool).isEmptyDirectory();
    }

    private byte[] deliver(DeliveryWorker worker, byte[] mail)
            throws IOException, InterruptedException {
        return deliver(worker, mail, Corpus.request());
    }

    private byte[] deliver(DeliveryWorker worker, byte[] mail, DeliveryRequest request)
            throws IOException, InterruptedException {
        Files.write(objects.resolve(request.bucket()).resolve(request.objectKey()), mail);
        worker.begin(request, Instant.now());
        assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        return catcher.mails().getLast().raw();
    }

    /// What SMTP makes of a mail: every line ends in CRLF, the last one, too.
    private static byte[] sent(byte[] mail) {
        String text = new String(mail, ISO_8859_1).replaceAll("\r\n|\r|\n", "\r\n");
        return (text.endsWith("\r\n") ? text : text + "\r\n").getBytes(ISO_8859_1);
    }

    private DeliveryWorker worker() throws IOException {
        DeliveryRequest request = Corpus.request();
        EmbeddedS3 server =
                opened(EmbeddedS3.start(objects, 0, request.bucket(), "local", "local-secret"));
        Files.createDirectories(objects.resolve(request.bucket()).resolve("emails"));
        AwsEndpoint endpoint =
                new AwsEndpoint(
                        "us-east-1",
                        Optional.of(server.endpoint()),
                        Optional.of(new Secret("local")),
                        Optional.of(new Secret("local-secret")));
        return new DeliveryWorker(
                opened(new S3MessageStore(endpoint, new Spool(spool), 2)),
                opened(new SmtpMailSender(smtp(), "relay.localhost", Optional.empty())),
                new Spool(spool),
                (_, _) -> true,
                (_, _) -> true,
                outcomes::add,
                Requests.SEALS,
                Requests.DASHBOARD,
                new DeliveryLimits(1, LARGEST, LARGEST),
                new Meters(new SimpleMeterRegistry()),
                InstantSource.system());
    }

    private SmtpServer smtp() {
        return new SmtpServer(
                "127.0.0.1", catcher.port(), Optional.empty(), Optional.empty(), StartTls.OFF, 1);
    }

    private <C extends AutoCloseable> C opened(C resource) {
        open.add(resource);
        return resource;
    }
}
