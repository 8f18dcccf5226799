package io.relaystream.cdc.edge.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.cdc.ConnectorStatus;
import io.relaystream.cdc.ConnectorStatus.State;
import org.junit.jupiter.api.Test;

class ConnectRestTest {

    @Test
    void runsWhenConnectorAndTaskRun() throws Exception {
        assertThat(status("RUNNING", task("RUNNING")).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void startsWhileThereIsNoTask() throws Exception {
        assertThat(status("RUNNING", "")).isEqualTo(status(State.STARTING, "no task yet"));
    }

    @Test
    void startsWhileConnectRebalances() throws Exception {
        assertThat(status("UNASSIGNED", task("RUNNING")))
                .isEqualTo(status(State.STARTING, "UNASSIGNED"));
    }

    @Test
    void failedWhenItsTaskFailed() throws Exception {
        String failed = "{\"state\":\"FAILED\",\"trace\":\"Cause: no slot\\n\\tat somewhere\"}";

        assertThat(status("RUNNING", failed)).isEqualTo(status(State.FAILED, "Cause: no slot"));
    }

    @Test
    void failureOfTheTaskOutranksTheStartOfTheConnector() throws Exception {
        assertThat(status("RESTARTING", task("FAILED")).state()).isEqualTo(State.FAILED);
    }

    @Test
    void pausedOrStoppedByAPersonIsPaused() throws Exception {
        assertThat(status("PAUSED", task("PAUSED")).state()).isEqualTo(State.PAUSED);
        assertThat(status("STOPPED", "").state()).isEqualTo(State.PAUSED);
    }

    @Test
    void isStoppedOnlyWhenNoTaskIsLeft() throws Exception {
        assertThat(ConnectRest.stopped(answer("STOPPED", ""))).isTrue();
        assertThat(ConnectRest.stopped(answer("STOPPED", task("RUNNING")))).isFalse();
        assertThat(ConnectRest.stopped(answer("PAUSED", ""))).isFalse();
        assertThat(ConnectRest.stopped(answer("UNASSIGNED", ""))).isFalse();
    }

    private static ConnectorStatus status(String connector, String task) throws Exception {
        return ConnectRest.status(answer(connector, task));
    }

    private static JsonNode answer(String connector, String task) throws Exception {
        return new JsonMapper()
                .readTree(
                        "{\"connector\":{\"state\":\"%s\"},\"tasks\":[%s]}"
                                .formatted(connector, task));
    }

    private static ConnectorStatus status(State state, String detail) {
        return new ConnectorStatus(state, detail);
    }

    private static String task(String state) {
        return "{\"id\":0,\"state\":\"%s\"}".formatted(state);
    }
}
