package io.relaystream.cdc;

/// How the connector and its task are.
///
/// @param detail the first line of the error of a failed one, else what Connect calls the state
public record ConnectorStatus(State state, String detail) {

    /// What follows from it: one that failed is restarted, one that a person paused is not.
    public enum State {
        RUNNING,
        STARTING,
        PAUSED,
        FAILED,
        /// Connect does not answer.
        UNKNOWN
    }

    boolean running() {
        return state == State.RUNNING;
    }
}
