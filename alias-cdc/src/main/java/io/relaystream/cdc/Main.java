package io.relaystream.cdc;

import io.relaystream.platform.service.ServiceMain;

/// The process `alias-cdc`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run("alias-cdc", environment -> Cdc.start(CdcConfig.from(environment)));
    }
}
