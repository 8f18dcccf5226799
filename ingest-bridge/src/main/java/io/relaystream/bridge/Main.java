package io.relaystream.bridge;

import io.relaystream.platform.service.ServiceMain;

/// The process `ingest-bridge`.
public final class Main {
    private Main() {}

    static void main() {
        ServiceMain.run(
                "ingest-bridge", environment -> Bridge.start(BridgeConfig.from(environment)));
    }
}
