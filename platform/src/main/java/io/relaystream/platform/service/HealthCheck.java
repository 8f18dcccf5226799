package io.relaystream.platform.service;

import java.util.Optional;

/// One thing that a service depends on.
///
/// @param name shown in `/__heartbeat__`, `snake_case`
public record HealthCheck(String name, Probe probe) {

    /// Looks at the dependency; may block, the caller bounds the time.
    @FunctionalInterface
    public interface Probe {
        /// @return what is wrong and what to do, or empty if all is well
        /// @throws Exception counts as a problem
        Optional<String> problem() throws Exception;
    }
}
