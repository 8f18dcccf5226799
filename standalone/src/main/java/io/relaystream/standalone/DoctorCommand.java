package io.relaystream.standalone;

import io.relaystream.standalone.edge.HealthClient;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `./relaystream doctor`
@Command(name = "doctor", description = "Check every part, say what is wrong and what to do.")
final class DoctorCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Console console;

    DoctorCommand(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        StandaloneConfig config = StandaloneConfig.from(environment);
        console.say("java       %s".formatted(Runtime.version()));
        console.say("data       %s".formatted(config.dataDir()));
        int problems = 0;
        int silent = 0;
        try (HealthClient health = new HealthClient()) {
            for (Map.Entry<String, URI> service : config.management().entrySet()) {
                try {
                    problems += show(service.getKey(), health.checks(service.getValue()));
                } catch (IOException e) {
                    silent++;
                    console.say(
                            "%-18s no answer at %s: it is not running, or RELAY_*_MANAGEMENT_PORT differs"
                                    .formatted(service.getKey(), service.getValue()));
                }
            }
        }
        console.say(advice(config, problems, silent));
        return problems + silent == 0 ? 0 : 1;
    }

    private int show(String service, Map<String, String> checks) {
        int problems = 0;
        for (Map.Entry<String, String> check : checks.entrySet()) {
            boolean well = check.getValue().equals("ok");
            problems += well ? 0 : 1;
            console.say("%-18s %-12s %s".formatted(service, check.getKey(), check.getValue()));
        }
        return problems;
    }

    private static String advice(StandaloneConfig config, int problems, int silent) {
        if (silent == config.management().size()) {
            return "doctor: nothing is running: start it with ./relaystream up";
        }
        return problems + silent == 0
                ? "doctor: all is well"
                : "doctor: %d of the checks failed; the log says more: %s"
                        .formatted(
                                problems + silent,
                                config.dataDir().resolve("logs/relaystream.log"));
    }
}
