package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.processor.delivery.Requests;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Damages every answer of the [ReplyCorpusTest] in many ways. A failure prints its seed.
class ReplyFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration TIME = Duration.ofSeconds(3);

    @Test
    void cleansOrRefusesWhateverComes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();

        for (int round = 0; System.nanoTime() < end; round++) {
            for (String name : ReplyCorpusTest.names()) {
                byte[] mail = Files.readAllBytes(ReplyCorpusTest.REPLIES.resolve(name + ".eml"));
                byte[] damaged = Damage.of(mail, random);
                String where = "%s, round %d, seed %d".formatted(name, round, seed);
                Assertions.assertTimeout(LIMIT, () -> isClean(damaged, where), where);
            }
        }
    }

    private static void isClean(byte[] damaged, String where) throws MessagingException {
        Optional<MailBytes> sent =
                Assertions.assertDoesNotThrow(
                        () -> Replies.reply(damaged, Replies.request()), where);
        if (sent.isPresent()) {
            byte[] bytes = sent.get().toBytes();
            assertThat(Leak.in(bytes)).as(where).isEmpty();
            InternetHeaders header = new InternetHeaders(new ByteArrayInputStream(bytes));
            assertThat(InternetAddress.parse(header.getHeader("From", null), true))
                    .as(where)
                    .extracting(InternetAddress::getAddress)
                    .containsExactly(Requests.ALIAS.value());
            assertThat(InternetAddress.parse(header.getHeader("To", null), true))
                    .as(where)
                    .extracting(InternetAddress::getAddress)
                    .isSubsetOf(Replies.JANE.value(), Replies.BOB.value())
                    .isNotEmpty();
            assertThat(header.getHeader("Bcc")).as(where).isNull();
        }
    }
}
