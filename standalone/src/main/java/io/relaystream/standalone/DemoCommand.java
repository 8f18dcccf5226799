package io.relaystream.standalone;

import io.relaystream.platform.service.ServiceMain;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./relaystream demo`
@Command(
        name = "demo",
        description = "Start everything, send some mails, show what became of them.")
final class DemoCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Console console;

    @Option(names = "--once", description = "Stop afterwards; exit 0 if all went as it should.")
    private boolean once;

    DemoCommand(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            StandaloneConfig config = StandaloneConfig.from(environment);
            Standalone standalone = new Standalone(config, environment, console);
            Places.show(config, console);
            Optional<String> problem = tour(standalone);
            if (once) {
                standalone.close();
                return end(problem);
            }
            int result = end(problem);
            console.say("Everything stays up: Ctrl-C stops it.");
            ServiceMain.untilStopped("standalone", standalone);
            return result;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return end(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<String> tour(Standalone standalone) throws InterruptedException {
        try {
            return new Demo(standalone, console).run();
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private int end(Optional<String> problem) {
        console.say("");
        console.say(problem.map(why -> "demo: FAILED: " + why).orElse("demo: ok"));
        return problem.isPresent() ? 1 : 0;
    }
}
