package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.platform.metrics.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/// The shape of the topology is part of the stored state: stores and internal topics are found by
/// their names. A difference here means that an upgrade needs a plan (`docs/operations.md`).
class TopologyDescriptionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/topology.txt");

    @Test
    void hasTheShapeOfTheGoldenFile() throws IOException {
        Topology topology =
                TopologyRun.topology(
                        TopologyRun.POLICY,
                        DailyLimits.STANDARD,
                        new Meters(new SimpleMeterRegistry()));

        assertThat(topology.describe().toString()).isEqualTo(Files.readString(GOLDEN));
    }
}
