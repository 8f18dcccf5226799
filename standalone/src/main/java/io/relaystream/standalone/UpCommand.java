package io.relaystream.standalone;

import io.relaystream.platform.service.ServiceMain;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `./relaystream up`
@Command(name = "up", description = "Start everything and stay.")
final class UpCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Console console;

    UpCommand(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        StandaloneConfig config = StandaloneConfig.from(environment);
        Standalone standalone = new Standalone(config, environment, console);
        Places.show(config, console);
        console.say("ready");
        ServiceMain.untilStopped("standalone", standalone);
        return 0;
    }
}
