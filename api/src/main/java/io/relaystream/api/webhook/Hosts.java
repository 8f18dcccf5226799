package io.relaystream.api.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Finds the addresses of a host.
@FunctionalInterface
public interface Hosts {

    /// @return empty if nobody knows the host
    /// @throws TimeoutException if nobody says in time, which says nothing about the host
    List<InetAddress> addresses(String host) throws TimeoutException;
}
