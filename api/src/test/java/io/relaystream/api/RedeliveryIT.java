package io.relaystream.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.Mails;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An owner asks for a mail again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class RedeliveryIT {
    private final TestDatabase postgres;
    private final EmbeddedKafka kafka;
    private final Path bucket;
    private final EmbeddedS3 s3;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;

    /// An owner who holds dropped mail, and the alias of the owner that is off.
    private record Holder(UUID id, ApiClient client, UUID aliasId, String address) {}

    RedeliveryIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        this.kafka = kafka;
        postgres = new TestDatabase(directory.resolve("postgres"));
        Path objects = directory.resolve("s3");
        bucket = objects.resolve("relay-mail");
        s3 = EmbeddedS3.start(objects, 0, "relay-mail", "local", "local-secret");
        api =
                Api.start(
                        TestSettings.of(
                                postgres,
                                kafka,
                                Map.of(
                                        "RELAY_S3_ENDPOINT", s3.endpoint().toString(),
                                        "RELAY_S3_ACCESS_KEY", "local",
                                        "RELAY_S3_SECRET_KEY", "local-secret")));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
        Files.createDirectories(bucket.resolve("emails"));
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        s3.close();
        postgres.close();
    }

    @Test
    void droppedMailTakesItsWayOnceMore() throws Exception {
        Holder owner = holder();
        InboundMail mail = accepted(owner);
        logged(owner, mail, "alias_disabled");
        Files.write(bucket.resolve(mail.objectKey()), new byte[] {1});

        Answer first = redeliver(owner, mail);
        Answer second = redeliver(owner, mail);

        assertThat(first.status()).isEqualTo(202);
        InboundMail again = assertThat(again(owner)).singleElement().actual();
        assertThat(first.text("id")).isEqualTo(again.deliveryId()).isNotEqualTo(mail.deliveryId());
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("id")).isEqualTo(again.deliveryId());
        assertThat(again.messageId()).isEqualTo(mail.messageId() + "~redelivery");
        assertThat(again.recipient()).isEqualTo(mail.recipient());
        assertThat(again.objectKey()).isEqualTo(mail.objectKey());
        assertThat(
                        postgres.find(
                                "SELECT redelivered_as FROM message WHERE delivery_id = ?",
                                mail.deliveryId()))
                .contains(again.deliveryId());
    }

    /// The answer to the first request was lost, and with it what was to be remembered: the
    /// topology takes the second record for a duplicate.
    @Test
    void requestThatWasBrokenOffIsRepeatedWithTheSameIdentity() throws Exception {
        Holder owner = holder();
        InboundMail mail = accepted(owner);
        logged(owner, mail, "alias_disabled");
        Files.write(bucket.resolve(mail.objectKey()), new byte[] {1});

        Answer first = redeliver(owner, mail);
        postgres.execute(
                "UPDATE message SET redelivered_as = NULL WHERE delivery_id = ?",
                mail.deliveryId());
        Answer second = redeliver(owner, mail);

        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(again(owner)).extracting(InboundMail::deliveryId).containsOnly(first.text("id"));
    }

    @Test
    void contentThatIsNotKeptAnyMoreIsGone() throws Exception {
        Holder owner = holder();
        InboundMail mail = accepted(owner);
        logged(owner, mail, "alias_disabled");

        refused(redeliver(owner, mail), 410, "content_gone");

        assertThat(again(owner)).isEmpty();
    }

    @Test
    void mailThatKafkaDoesNotKeepAnyMoreIsGone() throws Exception {
        Holder owner = holder();
        InboundMail mail = mail(owner);
        logged(owner, mail, "alias_disabled");

        refused(redeliver(owner, mail), 410, "content_gone");
    }

    @Test
    void mailThatMayNotBeDeliveredAgainSaysWhy() throws Exception {
        Holder owner = holder();
        InboundMail virus = accepted(owner);
        logged(owner, virus, "virus");
        Answer answer = redeliver(owner, virus);
        refused(answer, 409, "not_redeliverable");
        assertThat(answer.text("detail"))
                .isEqualTo("Only mail that your own settings stopped can be released");

        InboundMail mail = accepted(owner);
        logged(owner, mail, "alias_disabled");
        postgres.execute("UPDATE account SET hold_dropped = false WHERE id = ?", owner.id);
        refused(redeliver(owner, mail), 409, "not_redeliverable");
        postgres.execute("UPDATE account SET hold_dropped = true WHERE id = ?", owner.id);
        postgres.execute("DELETE FROM alias WHERE id = ?", owner.aliasId);
        refused(redeliver(owner, mail), 409, "not_redeliverable");
        assertThat(again(owner)).isEmpty();
    }

    @Test
    void strangersMessageAndNoMessageGetTheSameAnswer() throws Exception {
        Holder owner = holder();
        InboundMail mail = accepted(owner);
        logged(owner, mail, "alias_disabled");
        Files.write(bucket.resolve(mail.objectKey()), new byte[] {1});
        Holder stranger = holder();

        Answer foreign = redeliver(stranger, mail);
        refused(foreign, 404, "message_not_found");
        assertThat(redeliver(stranger, mail(stranger)).response().body())
                .isEqualTo(foreign.response().body());
        assertThat(again(owner)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "CCFBD53EE03C1DC7E135F20D92C67018", "'%20OR%20true--"})
    void whatIsNoIdIsTheIdOfNothing(String id) throws Exception {
        refused(
                holder().client.post("/api/v1/messages/" + id + "/redeliver", ""),
                404,
                "message_not_found");
    }

    @Test
    void onlyTheOwnerWithTheScopeMay() throws Exception {
        InboundMail mail = mail(holder());
        Holder owner = holder();
        postgres.execute(
                "UPDATE api_token SET scopes = ARRAY['read'] WHERE account_id = ?", owner.id);

        refused(redeliver(owner, mail), 403, "forbidden");
        refused(admin.with("").post(path(mail), ""), 401, "unauthenticated");
        refused(admin.post(path(mail), ""), 403, "forbidden");
    }

    private Holder holder() throws Exception {
        Answer account =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s@home.example\",\"plan\":\"premium\"}"
                                .formatted(UUID.randomUUID()));
        UUID id = UUID.fromString(account.text("id"));
        ApiClient client = admin.with(account.text("token"));
        Answer alias = client.post("/api/v1/aliases", "{\"kind\":\"random\"}");
        postgres.execute("UPDATE account SET hold_dropped = true WHERE id = ?", id);
        return new Holder(id, client, UUID.fromString(alias.text("id")), alias.text("address"));
    }

    private Answer redeliver(Holder owner, InboundMail mail) throws Exception {
        return owner.client.post(path(mail), "");
    }

    private static String path(InboundMail mail) {
        return "/api/v1/messages/" + mail.deliveryId() + "/redeliver";
    }

    /// A mail with a remark of its sender in the recipient's address.
    private static InboundMail mail(Holder owner) {
        return Mails.mail()
                .id(UUID.randomUUID().toString())
                .to(owner.address.replace("@", "+shop@"))
                .receivedAt(Instant.now().minus(Duration.ofSeconds(20)))
                .build();
    }

    /// The bridge has accepted such a mail, among others for the same alias, one of which nobody
    /// can read.
    private InboundMail accepted(Holder owner) throws Exception {
        InboundMail mail = mail(owner);
        try (var producer =
                new KafkaProducer<>(
                        ClientProperties.producer(kafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (byte[] value : List.of(bytes(mail(owner)), "{".getBytes(UTF_8), bytes(mail))) {
                producer.send(new ProducerRecord<>(Topics.INBOUND.name(), owner.address, value))
                        .get(10, TimeUnit.SECONDS);
            }
        }
        return mail;
    }

    private static byte[] bytes(InboundMail mail) {
        return Topics.INBOUND.values().serializer().serialize(Topics.INBOUND.name(), mail);
    }

    /// The projector has written that it was dropped.
    private void logged(Holder owner, InboundMail mail, String reason) {
        postgres.execute(
                """
                INSERT INTO message (delivery_id, account_id, alias_id, state, message_id, outcome, reason,
                    received_at, finished_at, accept_ms)
                VALUES (?, ?, ?, 'ended', ?, 'dropped', ?, ?, ?, 250)
                """,
                mail.deliveryId(),
                owner.id,
                owner.aliasId,
                mail.messageId(),
                reason,
                mail.receivedAt().atOffset(ZoneOffset.UTC),
                mail.acceptedAt().atOffset(ZoneOffset.UTC));
    }

    /// What was released for this owner.
    private List<InboundMail> again(Holder owner) {
        try (var consumer =
                new KafkaConsumer<>(
                        ClientProperties.consumer(
                                kafka.bootstrapServers(), "reader-" + UUID.randomUUID(), "one"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.INBOUND.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end =
                    consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            List<byte[]> found = new ArrayList<>();
            while (partitions.stream().mapToLong(consumer::position).sum() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keep(record, owner, found));
            }
            return found.stream()
                    .map(value -> Topics.INBOUND.values().deserializer().deserialize("", value))
                    .filter(InboundMail::released)
                    .toList();
        }
    }

    private static void keep(
            ConsumerRecord<String, byte[]> record, Holder owner, List<byte[]> found) {
        if (record.key().equals(owner.address) && record.value().length > 1) {
            found.add(record.value());
        }
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
