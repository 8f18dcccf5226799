package io.relaystream.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void idsAreUniqueAndBeginWithTheProduct() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("relay(\\.[a-z0-9]+)+"));
        assertThat(Metric.S3_GET.id()).isEqualTo("relay.s3.get");
    }

    @Test
    void tagsAreSnakeCaseAndMeaningsAreThere() {
        assertThat(Metric.values())
                .allSatisfy(
                        metric -> {
                            assertThat(metric.tags()).allMatch(tag -> tag.matches("[a-z_]+"));
                            assertThat(metric.meaning()).isNotBlank();
                        });
    }
}
