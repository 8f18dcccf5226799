package io.relaystream.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.relaystream.core.Code;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsDocTest {

    @Test
    void listsEveryMetric() throws IOException {
        assertThat(Document.read("metrics.md").section("# Metrics").rows())
                .filteredOn(row -> row.size() == 4)
                .extracting(row -> String.join(" | ", row))
                .containsExactlyElementsOf(
                        Stream.of(Metric.values()).map(MetricsDocTest::described).toList());
    }

    /// The page says how Prometheus changes the names.
    @ParameterizedTest
    @EnumSource(Metric.class)
    void hasTheNameInPrometheusThatThePageGives(Metric metric) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        Code[] tags = metric.tags().stream().map(_ -> CallOutcome.OK).toArray(Code[]::new);

        String line =
                switch (metric.kind()) {
                    case COUNTER -> {
                        meters.count(metric, tags);
                        yield name(metric) + "_total";
                    }
                    case GAUGE -> {
                        meters.gauge(metric, () -> 1, tags);
                        yield name(metric);
                    }
                    case TIMER -> {
                        meters.time(metric, Duration.ofMillis(1), tags);
                        yield name(metric) + "_seconds_count";
                    }
                };

        assertThat(registry.scrape().lines()).anyMatch(text -> text.matches(line + "[{ ].*"));
    }

    private static String described(Metric metric) {
        return "%s | %s | %s | %s"
                .formatted(
                        name(metric),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        String.join(", ", metric.tags()),
                        metric.meaning());
    }

    private static String name(Metric metric) {
        return metric.id().replace('.', '_');
    }
}
