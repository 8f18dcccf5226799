package io.relaystream.api.webhook;

import java.net.InetAddress;
import java.util.List;

/// Finds the addresses of a host.
@FunctionalInterface
public interface Hosts {

    /// @return empty if nobody knows the host, or nobody says in time
    List<InetAddress> addresses(String host);
}
