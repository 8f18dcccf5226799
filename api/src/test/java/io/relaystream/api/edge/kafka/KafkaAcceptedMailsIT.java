package io.relaystream.api.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.SharedKafka;
import io.relaystream.api.message.AcceptedMails.Search;
import io.relaystream.core.Mails;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.embedded.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

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
}
