package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.processor.delivery.Requests;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Damages every mail of the [Corpus] in many ways. A failure prints its seed.
class ForwardedFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration TIME = Duration.ofSeconds(3);

    @Test
    void forwardsWhateverComes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();

        for (int round = 0; System.nanoTime() < end; round++) {
            for (String name : Corpus.names()) {
                byte[] damaged = Damage.of(Corpus.mail(name), random);
                String where = "%s, round %d, seed %d".formatted(name, round, seed);
                Assertions.assertTimeout(LIMIT, () -> isForwarded(damaged, where), where);
            }
        }
    }

    private static void isForwarded(byte[] damaged, String where) throws MessagingException {
        Forwarded forwarded = Assertions.assertDoesNotThrow(() -> Corpus.forward(damaged), where);

        byte[] bytes = forwarded.mail().toBytes();
        assertThat(bytes).as(where).hasSize(Math.toIntExact(forwarded.mail().size()));
        InternetHeaders header = new InternetHeaders(new ByteArrayInputStream(bytes));
        assertThat(header.getHeader(OurFields.DELIVERY_ID)).as(where).containsExactly("delivery-1");
        assertThat(header.getHeader("Bcc")).as(where).isNull();
        for (String field : List.of("From", "To")) {
            assertThat(header.getHeader(field)).as(where).hasSize(1);
            List<String> addresses =
                    Arrays.stream(InternetAddress.parse(header.getHeader(field, null), true))
                            .map(InternetAddress::getAddress)
                            .toList();
            assertThat(addresses).as(where).first().isEqualTo(Requests.ALIAS.value());
            assertThat(addresses.subList(1, addresses.size()))
                    .as(where)
                    .allMatch(other -> field.equals("To") && other.endsWith(Corpus.REPLIES));
        }
    }
}
