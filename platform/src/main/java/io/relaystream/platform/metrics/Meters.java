package io.relaystream.platform.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.relaystream.core.Code;
import io.relaystream.platform.metrics.Metric.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Records metrics of the catalogue. A tag's value is always a constant of an enum: an address or
/// an id cannot become one.
///
/// @param registry where the meters live
public record Meters(MeterRegistry registry) {
    private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

    /// @param values one for each tag of the metric, in their order
    public void count(Metric metric, Code... values) {
        Counter.builder(metric.id())
                .description(metric.meaning())
                .tags(tags(metric, Kind.COUNTER, values))
                .register(registry)
                .increment();
    }

    /// @param values one for each tag of the metric, in their order
    public void time(Metric metric, Duration duration, Code... values) {
        Timer.builder(metric.id())
                .description(metric.meaning())
                .tags(tags(metric, Kind.TIMER, values))
                .publishPercentiles(PERCENTILES)
                .register(registry)
                .record(duration);
    }

    /// Shows a number that is asked for at each scrape; the supplier must be cheap and thread-safe.
    public void gauge(Metric metric, Supplier<Number> number, Code... values) {
        Gauge.builder(metric.id(), number)
                .description(metric.meaning())
                .tags(tags(metric, Kind.GAUGE, values))
                .strongReference(true)
                .register(registry);
    }

    private static List<Tag> tags(Metric metric, Kind kind, Code... values) {
        if (metric.kind() != kind) {
            throw new IllegalArgumentException(
                    "%s must be used as a %s, got used as a %s"
                            .formatted(metric, metric.kind(), kind));
        }
        if (values.length != metric.tags().size()) {
            throw new IllegalArgumentException(
                    "%s must have the tags %s, got %d values"
                            .formatted(metric, metric.tags(), values.length));
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(metric.tags().get(i), values[i].code()));
        }
        return tags;
    }
}
