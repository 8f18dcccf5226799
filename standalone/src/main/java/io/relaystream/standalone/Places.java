package io.relaystream.standalone;

import io.relaystream.standalone.edge.ApiClient;
import java.io.IOException;
import java.net.URI;

/// Tells where things are, and lets whoever reads it in.
final class Places {
    private Places() {}

    static void show(StandaloneConfig config, Console console)
            throws IOException, InterruptedException {
        URI link = new ApiClient(config.api(), config.adminToken()).demoLink();
        console.say("");
        console.say(
                "  dashboard  %s  (open it once, today: it signs you in as %s)"
                        .formatted(link, ApiClient.DEMO_OWNER));
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
