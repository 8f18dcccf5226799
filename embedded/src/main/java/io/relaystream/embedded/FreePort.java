package io.relaystream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Finds TCP ports on loopback for servers that must know their port before they bind it.
///
/// They come from below the range of ephemeral ports, so that no outgoing connection takes one
/// between the search and the use.
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private FreePort() {}

    /// One port that is free now.
    public static int find() {
        return find(1).getFirst();
    }

    /// Different ports that are free now.
    public static List<Integer> find(int count) {
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .limit(HIGHEST - LOWEST)
                .distinct()
                .filter(FreePort::isFree)
                .limit(count)
                .boxed()
                .toList();
    }

    /// Fails with a message for the user when another process listens on the port.
    ///
    /// @param port 0, which means any, is always free
    /// @param server who needs the port, for the message
    static void require(int port, String server) {
        if (!isFree(port)) {
            throw new IllegalStateException(
                    "Port %d of the embedded %s must be free, but something listens on it: stop that, or choose another port"
                            .formatted(port, server));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
