package io.relaystream.standalone;

import io.relaystream.platform.config.ConfigException;
import io.relaystream.platform.service.ServiceMain;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands behind `./relaystream`.
@Command(name = "relaystream", description = "E-mail aliases, forwarded as a stream on Kafka.")
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        ServiceMain.command(
                environment -> execute(environment, new Console(System.out), arguments));
    }

    /// @return the exit code: 0 if all went well, 1 if not, 2 for a wrong call
    static int execute(Map<String, String> environment, Console console, String... arguments) {
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(environment, console))
                .addSubcommand(new UpCommand(environment, console))
                .addSubcommand(new SendCommand(environment, console))
                .addSubcommand(new ExplainCommand(environment, console))
                .addSubcommand(new DoctorCommand(environment, console))
                .setExecutionExceptionHandler(
                        (problem, _, _) -> {
                            console.say("relaystream: " + explain(problem));
                            return problem instanceof ConfigException ? 2 : 1;
                        })
                .execute(arguments);
    }

    private static String explain(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
