package io.relaystream.platform.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.influx.InfluxMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.relaystream.platform.config.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The registries of one process: Prometheus text always, InfluxDB when configured. InfluxDB being
/// away is logged by Micrometer and never reaches the pipeline: it writes from a thread of its own.
public final class MetricsExport implements AutoCloseable {
    private final CompositeMeterRegistry all = new CompositeMeterRegistry();
    private final PrometheusMeterRegistry prometheus =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public MetricsExport(MetricsConfig config) {
        all.add(prometheus);
        config.influx().ifPresent(uri -> all.add(influx(config, uri)));
        garbageCollection.bindTo(all);
        new JvmMemoryMetrics().bindTo(all);
        new JvmThreadMetrics().bindTo(all);
        new ProcessorMetrics().bindTo(all);
    }

    public Meters meters() {
        return new Meters(all);
    }

    public PrometheusMeterRegistry prometheus() {
        return prometheus;
    }

    @Override
    public void close() {
        garbageCollection.close();
        all.close();
    }

    private static InfluxMeterRegistry influx(MetricsConfig config, URI uri) {
        Map<String, String> properties = new HashMap<>();
        properties.put("influx.uri", uri.toString());
        properties.put("influx.step", "PT10S");
        properties.put("influx.db", config.database());
        properties.put("influx.autoCreateDb", "" + config.token().isEmpty());
        config.token().map(Secret::value).ifPresent(token -> properties.put("influx.token", token));
        if (config.token().isPresent()) {
            properties.put("influx.org", config.org());
            properties.put("influx.bucket", config.bucket());
        }
        InfluxMeterRegistry influx = new InfluxMeterRegistry(properties::get, Clock.SYSTEM);
        influx.config().commonTags("instance", config.instance());
        return influx;
    }
}
