package io.relaystream.api.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.SharedKafka;
import io.relaystream.api.message.AcceptedMails.Search;
import io.relaystream.core.Mails;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedKafka.class)
class KafkaAcceptedMailsIT {

    @Test
    void findsAMailAroundTheTimeWhenItWasAccepted(EmbeddedKafka kafka) {
        try (KafkaAcceptedMails mails = new KafkaAcceptedMails(kafka.bootstrapServers())) {
            InboundMail mail = Mails.mail().id(UUID.randomUUID().toString()).build();
            assertThat(mails.add(mail)).isTrue();
            Instant now = Instant.now();

            assertThat(find(mails, mail, now)).isEqualTo(new Search.Found(mail));
            assertThat(find(mails, mail, now.plus(Duration.ofMinutes(4))))
                    .isEqualTo(new Search.Found(mail));
            assertThat(find(mails, mail, now.plus(Duration.ofHours(1))))
                    .isEqualTo(new Search.Missing());
            assertThat(find(mails, Mails.numbered(-1), now)).isEqualTo(new Search.Missing());
        }
    }

    /// A mail is gone only if all records of its time were looked at.
    @Test
    void doesNotKnowWhereTooManyMailsCameAtATime(@TempDir Path directory) throws Exception {
        Instant then = Instant.now().minus(Duration.ofHours(1));
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePort(directory)) {
            createTopic(kafka);
            write(kafka, Mails.numbered(1), then);
            write(kafka, Mails.numbered(2), then);
            write(kafka, Mails.numbered(3), then.plus(Duration.ofMinutes(4)));
            write(kafka, Mails.numbered(4), then.plus(Duration.ofMinutes(6)));
            try (KafkaAcceptedMails two = new KafkaAcceptedMails(kafka.bootstrapServers(), 2);
                    KafkaAcceptedMails three = new KafkaAcceptedMails(kafka.bootstrapServers(), 3);
                    KafkaAcceptedMails all = new KafkaAcceptedMails(kafka.bootstrapServers())) {
                assertThat(find(two, Mails.numbered(2), then))
                        .isEqualTo(new Search.Found(Mails.numbered(2)));
                assertThat(find(two, Mails.numbered(3), then)).isEqualTo(new Search.Unavailable());
                assertThat(find(three, Mails.numbered(3), then))
                        .isEqualTo(new Search.Found(Mails.numbered(3)));
                assertThat(find(three, Mails.numbered(9), then)).isEqualTo(new Search.Missing());
                // It came later than any mail that was accepted then.
                assertThat(find(all, Mails.numbered(4), then)).isEqualTo(new Search.Missing());
            }
        }
    }

    @Test
    @Timeout(20)
    void givesUpInTimeWhenKafkaIsAway() {
        try (KafkaAcceptedMails mails = new KafkaAcceptedMails("127.0.0.1:1")) {
            assertThat(find(mails, Mails.ordinary(), Instant.now()))
                    .isEqualTo(new Search.Unavailable());
            assertThat(mails.add(Mails.ordinary())).isFalse();
        }
    }

    private static Search find(KafkaAcceptedMails mails, InboundMail mail, Instant acceptedAt) {
        return mails.find(mail.mailbox(), mail.deliveryId(), acceptedAt);
    }

    /// Whose records are as old as a test says.
    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(ClientProperties.admin(kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.INBOUND.name(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void write(EmbeddedKafka kafka, InboundMail mail, Instant at) throws Exception {
        try (Producer<String, InboundMail> producer =
                new KafkaProducer<>(
                        ClientProperties.producer(kafka.bootstrapServers()),
                        Topics.INBOUND.keys().serializer(),
                        Topics.INBOUND.values().serializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.INBOUND.name(),
                                    null,
                                    at.toEpochMilli(),
                                    mail.mailbox().value(),
                                    mail))
                    .get();
        }
    }
}
