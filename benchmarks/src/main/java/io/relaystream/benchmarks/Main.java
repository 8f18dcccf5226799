package io.relaystream.benchmarks;

import io.relaystream.platform.service.ServiceMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// `./relaystream bench`: the benchmarks, results as a table and as JSON in the given directory;
/// with `list` behind it only the load on the API.
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        Path results = Path.of(arguments.length > 0 ? arguments[0] : ".");
        boolean listOnly = List.of(arguments).contains("list");
        ServiceMain.command(_ -> run(results, listOnly));
    }

    private static int run(Path results, boolean listOnly) {
        try {
            Files.createDirectories(results);
            if (!listOnly) {
                new Runner(
                                new OptionsBuilder()
                                        .include("io\\.relaystream\\.benchmarks\\..*Benchmark")
                                        .resultFormat(ResultFormatType.JSON)
                                        .result(results.resolve("jmh.json").toString())
                                        .build())
                        .run();
                EndToEnd.run(results.resolve("end-to-end.json"), System.out);
            }
            ListLoad.run(results.resolve("list.json"), System.out);
            return 0;
        } catch (RunnerException | IOException e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
