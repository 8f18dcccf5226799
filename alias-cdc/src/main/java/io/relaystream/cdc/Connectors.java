package io.relaystream.cdc;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// The connectors of a Kafka Connect group. Every call is bounded in time.
///
/// An [IOException] means that Connect did not answer, is rebalancing, or refused; its message says
/// which.
public interface Connectors {

    /// @return the configuration with its variables unresolved, or empty if there is no such
    ///   connector
    Optional<Map<String, String>> config(String name) throws IOException, InterruptedException;

    /// Creates the connector or replaces its configuration.
    void put(String name, Map<String, String> config) throws IOException, InterruptedException;

    /// Asks the connector to stop with all its tasks, and to stay so across restarts.
    void stop(String name) throws IOException, InterruptedException;

    /// Whether it was stopped, and no task of it is left.
    boolean stopped(String name) throws IOException, InterruptedException;

    /// Lets a connector run that was stopped or paused.
    void resume(String name) throws IOException, InterruptedException;

    ConnectorStatus status(String name) throws IOException, InterruptedException;

    /// Restarts what of the connector and its tasks has failed.
    void restartFailed(String name) throws IOException, InterruptedException;
}
