package io.relaystream.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Mails;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InboundMailTest {

    /// Stored for as long as records are kept: if this changes, mails of before the change are
    /// delivered twice. Computed with `printf 'mail-1|open@relay.localhost' | sha256sum`.
    @Test
    void hasTheSameDeliveryIdForEver() {
        assertThat(Mails.ordinary().deliveryId()).isEqualTo("ccfbd53ee03c1dc7e135f20d92c67018");
    }

    @Test
    void hasAnotherDeliveryIdForEachMailAndEachRecipient() {
        assertThat(Mails.numbered(2).deliveryId()).isNotEqualTo(Mails.ordinary().deliveryId());
        assertThat(Mails.to("other@relay.localhost").deliveryId())
                .isNotEqualTo(Mails.ordinary().deliveryId());
    }

    /// The owner who asks twice gets it once.
    @Test
    void isTheSameOtherMailHoweverOftenItIsAskedFor() {
        Instant now = Mails.RECEIVED.plus(Duration.ofDays(6));
        InboundMail again = Mails.ordinary().heldFor(5).askedForAgain(now);

        assertThat(again.deliveryId())
                .isEqualTo(Mails.ordinary().askedForAgain(now.plusSeconds(1)).deliveryId())
                .isNotEqualTo(Mails.ordinary().deliveryId());
        assertThat(again.messageId()).isEqualTo("mail-1~redelivery");
        assertThat(again.objectKey()).isEqualTo("emails/mail-1");
        assertThat(again.released()).isTrue();
        assertThat(again.receivedAt()).isEqualTo(again.acceptedAt()).isEqualTo(now);
        assertThat(again.heldMs()).isZero();
    }

    @Test
    void hasOneDeliveryIdHoweverTheRecipientIsWritten() {
        assertThat(Mails.to("<Open@RELAY.localhost.>").deliveryId())
                .isEqualTo(Mails.ordinary().deliveryId());
    }
}
