package io.relaystream.cdc;

import static io.relaystream.cdc.ConnectorStatus.State.FAILED;
import static io.relaystream.cdc.ConnectorStatus.State.PAUSED;
import static io.relaystream.cdc.ConnectorStatus.State.RUNNING;
import static io.relaystream.cdc.ConnectorStatus.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConnectorSupervisorTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeConnectors connect = new FakeConnectors();
    private final ConnectorHealth health = new ConnectorHealth();
    private final ConnectorSupervisor supervisor =
            new ConnectorSupervisor(connect, "x", health, now::get);

    @Test
    void restartsAConnectorThatFailed() throws Exception {
        connect.become(FAILED, "no publication");

        supervisor.look();

        assertThat(connect.calls).containsExactly("restart");
    }

    @Test
    void waitsLongerBeforeEachFurtherRestart() throws Exception {
        connect.become(FAILED, "no publication");

        lookEverySecondFor(Duration.ofSeconds(14));

        assertThat(connect.calls).containsExactly("restart", "restart", "restart");
    }

    @Test
    void leavesAConnectorAloneThatAPersonPaused() throws Exception {
        connect.become(PAUSED, "PAUSED");

        lookEverySecondFor(Duration.ofSeconds(14));

        assertThat(connect.calls).isEmpty();
    }

    @Test
    void survivesThatConnectDoesNotAnswer() throws Exception {
        connect.refuseOnce("connection refused");

        supervisor.look();

        assertThat(health.latest()).isEqualTo(new ConnectorStatus(UNKNOWN, "connection refused"));
    }

    @Test
    void healthNamesTheStateAndTheReason() throws Exception {
        connect.become(FAILED, "no publication");

        supervisor.look();

        assertThat(health.gauge()).isZero();
        assertThat(health.check().probe().problem())
                .contains("connector must be RUNNING, is FAILED: no publication");
    }

    @Test
    void runningConnectorIsHealthy() throws Exception {
        connect.become(RUNNING, "RUNNING");

        supervisor.look();

        assertThat(health.gauge()).isOne();
        assertThat(health.check().probe().problem()).isEmpty();
    }

    @Test
    void startFailsWhenTheConnectorDoesNotRunInTime() throws Exception {
        connect.become(FAILED, "no publication");
        supervisor.look();

        assertThatThrownBy(() -> supervisor.awaitRunning(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Connector x must run within PT-1S, is FAILED: no publication");
    }

    private void lookEverySecondFor(Duration duration) throws Exception {
        for (int second = 0; second < duration.toSeconds(); second++) {
            supervisor.look();
            now.updateAndGet(time -> time.plusSeconds(1));
        }
    }
}
