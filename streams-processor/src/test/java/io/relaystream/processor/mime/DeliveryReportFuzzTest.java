package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.feedback.Feedback;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.processor.delivery.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
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
                for (int round = 0; round < ROUNDS; round++) {
                    byte[] damaged = damaged(report, random);
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

    private static byte[] damaged(byte[] report, Random random) {
        byte[] damaged = report;
        int changes = 1 + random.nextInt(8);
        for (int change = 0; change < changes && damaged.length > 1; change++) {
            damaged = changed(damaged, random);
        }
        return damaged;
    }

    private static byte[] changed(byte[] report, Random random) {
        int at = random.nextInt(report.length);
        int to = Math.min(report.length, at + 1 + random.nextInt(200));
        byte[] before = Arrays.copyOf(report, at);
        byte[] piece = Arrays.copyOfRange(report, at, to);
        byte[] after = Arrays.copyOfRange(report, to, report.length);
        return switch (random.nextInt(5)) {
            case 0 -> before;
            case 1 -> joined(before, after);
            case 2 -> joined(before, piece, piece, after);
            case 3 -> joined(before, noise(piece.length, random), after);
            default -> joined(before, noise(1, random), after);
        };
    }

    private static byte[] noise(int length, Random random) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[]... pieces) {
        byte[] all = new byte[0];
        for (byte[] piece : pieces) {
            int length = all.length;
            all = Arrays.copyOf(all, length + piece.length);
            System.arraycopy(piece, 0, all, length, piece.length);
        }
        return all;
    }
}
