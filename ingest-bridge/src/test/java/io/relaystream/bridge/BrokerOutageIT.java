package io.relaystream.bridge;

import static io.relaystream.bridge.Surroundings.mailTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.bridge.intake.Effect;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerOutageIT {
    private static final Duration SNS_GIVES_UP = Duration.ofSeconds(15);

    @TempDir private Path directory;

    @Test
    void takesNothingOverWhileKafkaIsAwayAndSaysSoInTime() throws Exception {
        try (Surroundings around = new Surroundings(directory)) {
            // Given
            Bridge bridge = around.bridge(64, (_, _) -> Effect.DONE);
            String[] recipients = {"a@relay.example", "b@relay.example", "c@relay.example"};
            String body =
                    around.sns.notification(mailTo(recipients).storedAt("b", "k"), Instant.now());
            assertThat(around.post(bridge, body).statusCode()).isEqualTo(200);

            // When
            around.kafka.close();
            long start = System.nanoTime();
            HttpResponse<String> answer = around.post(bridge, body);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("broker\n");
            assertThat(took).isLessThan(SNS_GIVES_UP.minusSeconds(5));
            assertThat(around.get(bridge.managementPort(), "/__lbheartbeat__").statusCode())
                    .isEqualTo(200);
            assertThat(around.get(bridge.managementPort(), "/__heartbeat__").statusCode())
                    .isEqualTo(503);
        }
    }
}
