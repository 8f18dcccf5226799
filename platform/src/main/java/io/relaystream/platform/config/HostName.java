package io.relaystream.platform.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// The name of this machine, looked up once: asking the resolver may take seconds.
public final class HostName {
    private static final String CURRENT = lookUp();

    private HostName() {}

    public static String current() {
        return CURRENT;
    }

    private static String lookUp() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
