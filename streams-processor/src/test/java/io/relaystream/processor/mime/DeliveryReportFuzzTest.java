package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.feedback.Feedback;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.processor.delivery.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Damages the golden reports at random. The seed is in the message of a failure.
class DeliveryReportFuzzTest {
    private static final int ROUNDS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void neverFailsWhateverComes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (String name : Reports.GOLDEN) {
            for (byte[] report : Reports.inBothLineEnds(name)) {
                // Not against the clock, as it loads classes.
                readsInto(report, name);
                for (int round = 0; round < ROUNDS; round++) {
                    byte[] damaged = Damage.of(report, random);
                    String where = "%s, round %d, seed %d".formatted(name, round, seed);
                    Assertions.assertTimeout(LIMIT, () -> readsInto(damaged, where), where);
                }
            }
        }
    }

    private static void readsInto(byte[] damaged, String where) {
        List<Feedback> failures =
                Assertions.assertDoesNotThrow(
                        () -> DeliveryReport.failures(RawMail.of(damaged), Requests.report()),
                        where);

        assertThat(failures).as(where).hasSizeLessThanOrEqualTo(10);
        for (Feedback failure : failures) {
            assertThat(failure.accountId()).as(where).isEqualTo(Requests.ACCOUNT);
            byte[] json = Topics.FEEDBACK.values().serializer().serialize("", failure);
            assertThat(Topics.FEEDBACK.values().deserializer().deserialize("", json))
                    .as(where)
                    .isEqualTo(failure);
        }
    }
}
