package io.relaystream.standalone;

/// Tells where things are.
final class Places {
    private Places() {}

    static void show(StandaloneConfig config, Console console) {
        console.say("");
        console.say("  api        %s  (admin token: RELAY_ADMIN_TOKEN)".formatted(config.api()));
        console.say("  intake     %s".formatted(config.bridge()));
        config.management()
                .forEach(
                        (service, uri) ->
                                console.say(
                                        "  health     %s/__heartbeat__  (%s)"
                                                .formatted(uri, service)));
        console.say("  records    %s".formatted(config.canonicalFile()));
        console.say("  log        %s".formatted(config.dataDir().resolve("logs/relaystream.log")));
        console.say("");
    }
}
