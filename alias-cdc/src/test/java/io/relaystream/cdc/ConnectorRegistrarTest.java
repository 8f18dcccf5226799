package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorRegistrarTest {
    private static final Map<String, String> CONFIG = Map.of("name", "x", "tasks.max", "1");

    private static final Map<String, String> OTHER = Map.of("name", "x", "tasks.max", "2");

    private final FakeConnectors connect = new FakeConnectors();
    private final ConnectorRegistrar registrar =
            new ConnectorRegistrar(connect, Duration.ofMinutes(1), Duration.ofMillis(1));

    @Test
    void registersAConnectorThatIsNotThere() throws Exception {
        registrar.register("x", CONFIG);

        assertThat(connect.config("x")).contains(CONFIG);
        assertThat(connect.calls).containsExactly("put");
    }

    @Test
    void leavesAConnectorAloneThatIsAsItShouldBe() throws Exception {
        registrar.register("x", CONFIG);
        registrar.register("x", CONFIG);

        assertThat(connect.calls).containsOnlyOnce("put").doesNotContain("stop");
    }

    @Test
    void replacesAConfigurationThatDiffers() throws Exception {
        registrar.register("x", CONFIG);
        registrar.register("x", OTHER);

        assertThat(connect.config("x")).contains(OTHER);
    }

    @Test
    void stopsAnOutdatedConnectorUntilTheNewOneIsRegistered() throws Exception {
        // Given
        registrar.register("x", CONFIG);

        // When
        registrar.stopIfOutdated("x", OTHER);
        boolean stopped = connect.stopped("x");
        registrar.register("x", OTHER);

        // Then
        assertThat(stopped).isTrue();
        assertThat(connect.calls).containsExactly("put", "stop", "put", "resume");
    }

    /// A crash may come between the registration and the resumption.
    @Test
    void resumesAConnectorThatWasLeftStopped() throws Exception {
        registrar.register("x", CONFIG);
        connect.stop("x");

        registrar.register("x", CONFIG);

        assertThat(connect.stopped("x")).isFalse();
    }

    @Test
    void stopsNoConnectorThatIsAsItShouldBeOrNotThere() throws Exception {
        registrar.stopIfOutdated("x", CONFIG);
        registrar.register("x", CONFIG);
        registrar.stopIfOutdated("x", CONFIG);

        assertThat(connect.calls).containsExactly("put");
    }

    @Test
    void triesAgainWhileConnectRefuses() throws Exception {
        connect.refuseOnce("rebalance in progress");
        connect.refuseOnce("rebalance in progress");

        registrar.register("x", CONFIG);

        assertThat(connect.config("x")).contains(CONFIG);
    }

    @Test
    void givesUpWhenItsPatienceEnds() {
        connect.refuseOnce("no database");
        ConnectorRegistrar impatient =
                new ConnectorRegistrar(connect, Duration.ZERO, Duration.ofMillis(1));

        assertThatThrownBy(() -> impatient.register("x", CONFIG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Kafka Connect must accept the connector x within PT0S")
                .hasRootCauseMessage("no database");
    }
}
