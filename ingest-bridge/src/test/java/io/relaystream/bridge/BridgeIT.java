package io.relaystream.bridge;

import static io.relaystream.bridge.Surroundings.mailTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.bridge.intake.Effect;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.embedded.LocalSns.SignatureVersion;
import io.relaystream.embedded.SesMail;
import io.relaystream.embedded.SesReport;
import io.relaystream.platform.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The bridge as SNS meets it: over HTTP, with a real broker and a real object store behind it.
@Timeout(60)
class BridgeIT {
    private static final List<String> CONFIRMED = new CopyOnWriteArrayList<>();

    @TempDir private static Path directory;
    private static Surroundings around;
    private static Bridge bridge;

    @BeforeAll
    static void start() throws Exception {
        around = new Surroundings(directory);
        bridge =
                around.bridge(
                        64,
                        (_, token) -> {
                            if (token.equals("defect")) {
                                throw new IllegalStateException("a defect, for the test");
                            }
                            CONFIRMED.add(token);
                            return Effect.DONE;
                        });
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    @Test
    void answersWhenTheMailIsInTheTopic() throws Exception {
        // Given
        SesMail mail = mailTo("Ada@Relay.example");

        // When
        HttpResponse<String> answer = post(mail.storedAt("relay-mail", mail.messageId()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(around.values(Topics.INBOUND, mail.messageId()))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.recipient().value()).isEqualTo("ada@relay.example");
                            assertThat(it.objectKey()).isEqualTo(mail.messageId());
                        });
        assertThat(around.records(Topics.INBOUND))
                .extracting(ConsumerRecord::key)
                .contains("ada@relay.example");
    }

    @Test
    void makesARecordForEachRecipient() throws Exception {
        // Given
        String[] recipients =
                IntStream.range(0, 50)
                        .mapToObj("r%d@relay.example"::formatted)
                        .toArray(String[]::new);
        SesMail mail = mailTo(recipients);

        // When
        HttpResponse<String> answer = post(mail.storedAt("relay-mail", mail.messageId()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(around.values(Topics.INBOUND, mail.messageId()))
                .extracting(it -> it.recipient().value())
                .containsExactlyInAnyOrder(recipients);
    }

    @Test
    void keysAMailByItsMailboxWhateverTheTag() throws Exception {
        // Given
        SesMail mail = mailTo("Tagged+X@relay.example", "tagged+y@relay.example");

        // When
        HttpResponse<String> answer = post(mail.storedAt("relay-mail", mail.messageId()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(around.values(Topics.INBOUND, mail.messageId()))
                .extracting(it -> it.recipient().value())
                .containsExactly("tagged+x@relay.example", "tagged+y@relay.example");
        assertThat(around.records(Topics.INBOUND))
                .extracting(ConsumerRecord::key)
                .filteredOn(key -> key.startsWith("tagged"))
                .containsExactly("tagged@relay.example", "tagged@relay.example");
    }

    @Test
    void storesAMailThatIsInsideTheNotification() throws Exception {
        // Given
        SesMail mail = mailTo("inline@relay.example");

        // When
        // As SNS does, which repeats: the first call of a cold SDK may outlast the bridge's
        // patience.
        await().atMost(Duration.ofSeconds(40))
                .until(() -> post(mail.inBase64()).statusCode() == 200);

        // Then
        InboundMail record = around.values(Topics.INBOUND, mail.messageId()).getFirst();
        assertThat(record.bucket()).isEqualTo(Surroundings.BUCKET);
        assertThat(Files.readAllBytes(around.objectFile(record.objectKey())))
                .isEqualTo(mail.bytes());
    }

    @Test
    void acceptsTheOldSignature() throws Exception {
        SesMail mail = mailTo("old@relay.example");
        Map<String, String> fields =
                around.sns.fields("Notification", mail.storedAt("b", "k"), Instant.now());

        String body = around.sns.signed(fields, SignatureVersion.V1);

        assertThat(around.post(bridge, body).statusCode()).isEqualTo(200);
        assertThat(around.values(Topics.INBOUND, mail.messageId())).hasSize(1);
    }

    @Test
    void keysAReportByAccountElseByRecipient() throws Exception {
        // Given
        SesReport tagged = SesReport.delivery(sent("sent-1"), Instant.now());
        SesReport untagged = SesReport.delivery(sent("sent-2"), Instant.now());

        // When
        post(tagged.asEvent("d-1", "a-1"));
        post(untagged.asNotification());

        // Then
        assertThat(around.values(Topics.FEEDBACK, "sent-1"))
                .extracting(Feedback::deliveryId)
                .containsExactly("d-1");
        assertThat(around.records(Topics.FEEDBACK))
                .extracting(ConsumerRecord::key)
                .contains("a-1", "owner@mailbox.example");
    }

    @Test
    void keepsWhatItDoesNotUnderstandByteForByte() throws Exception {
        // Given
        String body = around.sns.notification("{\"notificationType\": \"Grüße 7\"}", Instant.now());

        // When
        HttpResponse<String> answer = around.post(bridge, body + "\r\n");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        ConsumerRecord<String, byte[]> kept = around.records(Topics.REJECTED_INPUT).getFirst();
        assertThat(new String(kept.value(), StandardCharsets.UTF_8)).isEqualTo(body + "\r\n");
        assertThat(kept.headers().lastHeader("reason").value())
                .asString()
                .isEqualTo("unknown_type");
        assertThat(kept.headers().lastHeader("path").value())
                .asString()
                .isEqualTo("notificationType");
    }

    @Test
    void refusesAForeignTopic() throws Exception {
        // Given
        SesMail mail = mailTo("foreign@relay.example");
        Map<String, String> fields =
                around.sns.fields("Notification", mail.storedAt("b", "k"), Instant.now());
        fields.put("TopicArn", "arn:aws:sns:us-east-1:666666666666:relay-inbound");

        // When
        HttpResponse<String> answer =
                around.post(bridge, around.sns.signed(fields, SignatureVersion.V2));

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("foreign_topic\n");
        assertThat(around.values(Topics.INBOUND, mail.messageId())).isEmpty();
    }

    @Test
    void refusesWhatWasChangedOnTheWay() throws Exception {
        // Given
        SesMail mail = mailTo("honest@relay.example");
        String body = around.sns.notification(mail.storedAt("b", "k"), Instant.now());

        // When
        HttpResponse<String> answer = around.post(bridge, body.replace("honest", "lost"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("bad_signature\n");
        assertThat(around.values(Topics.INBOUND, mail.messageId())).isEmpty();
    }

    @Test
    void refusesWhatIsNoMessage() throws Exception {
        byte[] latin1 = "{\"Type\": \"Grüße\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(around.post(bridge, "").statusCode()).isEqualTo(403);
        assertThat(around.post(bridge, "hello").body()).isEqualTo("not_sns\n");
        assertThat(around.post(bridge, latin1, "X-Any", "x").body()).isEqualTo("not_utf8\n");
    }

    @Test
    void refusesRawDelivery() throws Exception {
        byte[] raw =
                mailTo("raw@relay.example").storedAt("b", "k").getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = around.post(bridge, raw, "x-amz-sns-rawdelivery", "true");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("raw_delivery\n");
    }

    @Test
    void refusesMoreThanAnyMessageHas() throws Exception {
        byte[] spaces = new byte[3 * 1024 * 1024];
        Arrays.fill(spaces, (byte) ' ');

        assertThat(around.post(bridge, spaces, "X-Any", "x").statusCode()).isEqualTo(413);
    }

    @Test
    void confirmsASubscription() throws Exception {
        String body = around.sns.subscriptionConfirmation("token-1", Instant.now());

        assertThat(around.post(bridge, body).statusCode()).isEqualTo(200);
        assertThat(CONFIRMED).containsExactly("token-1");
    }

    @Test
    void wantsTheMessageAgainAfterADefect() throws Exception {
        String body = around.sns.subscriptionConfirmation("defect", Instant.now());

        HttpResponse<String> answer = around.post(bridge, body);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void answersOverloadAtOnceAndStaysHealthy() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Bridge small =
                around.bridge(
                        1,
                        (_, _) -> {
                            inside.countDown();
                            awaitQuietly(go);
                            return Effect.DONE;
                        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            String slow = around.sns.subscriptionConfirmation("slow", Instant.now());
            Future<HttpResponse<String>> first = threads.submit(() -> around.post(small, slow));
            inside.await();

            // When
            long start = System.nanoTime();
            HttpResponse<String> second = around.post(small, slow);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            // Then
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).contains("5");
            assertThat(took).isLessThan(Duration.ofSeconds(2));
            assertThat(around.get(small.managementPort(), "/__lbheartbeat__").statusCode())
                    .isEqualTo(200);
            assertThat(around.get(small.managementPort(), "/__heartbeat__").body())
                    .contains("\"kafka\":\"ok\"");
            go.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            await().untilAsserted(
                            () -> assertThat(around.post(small, slow).statusCode()).isEqualTo(200));
        } finally {
            go.countDown();
            small.close();
        }
    }

    @Test
    void letsARequestEndBeforeItStops() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Bridge stopping =
                around.bridge(
                        8,
                        (_, _) -> {
                            inside.countDown();
                            awaitQuietly(go);
                            return Effect.DONE;
                        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            String body = around.sns.subscriptionConfirmation("late", Instant.now());
            Future<HttpResponse<String>> request =
                    threads.submit(() -> around.post(stopping, body));
            inside.await();
            int port = stopping.port();

            // When
            Future<?> stop = threads.submit(stopping::close);
            await().until(() -> !isListening(port));
            go.countDown();

            // Then
            assertThat(request.get().statusCode()).isEqualTo(200);
            stop.get();
        } finally {
            go.countDown();
        }
    }

    @Test
    void closesAConnectionOnWhichNothingComes() throws Exception {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
            silent.setSoTimeout(15_000);
            silent.getOutputStream()
                    .write(
                            """
                            POST /emails/sns-inbound HTTP/1.1\r
                            Host: localhost\r
                            Content-Length: 100\r
                            \r
                            {"""
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 503 ");
        }
    }

    @Test
    void showsItsMetrics() throws Exception {
        post(mailTo("metrics@relay.example").storedAt("b", "k"));

        String metrics = around.get(bridge.managementPort(), "/metrics").body();

        assertThat(metrics)
                .contains(
                        "relay_intake_requests_seconds_count{answer=\"accepted\"}",
                        "relay_broker_ack_seconds_count{outcome=\"ok\"}",
                        "relay_intake_in_flight");
    }

    private static SesReport.Sent sent(String messageId) {
        return new SesReport.Sent(
                messageId,
                "Shop <alias@relay.example>",
                List.of("owner@mailbox.example"),
                Instant.now());
    }

    private static HttpResponse<String> post(String message) throws Exception {
        return around.post(bridge, around.sns.notification(message, Instant.now()));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
