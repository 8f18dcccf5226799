package io.relaystream.cdc;

import io.relaystream.platform.service.HealthCheck;
import java.util.Optional;

/// What is known about the connector: written by the supervisor, read by health check and metric.
final class ConnectorHealth {
    private volatile ConnectorStatus latest =
            new ConnectorStatus(ConnectorStatus.State.STARTING, "not registered yet");

    ConnectorStatus latest() {
        return latest;
    }

    void note(ConnectorStatus status) {
        latest = status;
    }

    int gauge() {
        return latest.running() ? 1 : 0;
    }

    HealthCheck check() {
        return new HealthCheck("connector", this::problem);
    }

    private Optional<String> problem() {
        ConnectorStatus status = latest;
        return status.running()
                ? Optional.empty()
                : Optional.of(
                        "connector must be RUNNING, is %s: %s"
                                .formatted(status.state(), status.detail()));
    }
}
