package io.relaystream.api;

import io.relaystream.platform.service.ServiceMain;

/// The process `api`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run("api", environment -> Api.start(ApiConfig.from(environment)));
    }
}
