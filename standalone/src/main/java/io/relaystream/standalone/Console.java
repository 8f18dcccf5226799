package io.relaystream.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/// What a person sees. The only place that writes to the terminal.
final class Console {
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    /// Says what is being done, does it, and says how long it took.
    <T> T step(String what, Step<T> step) throws Exception {
        Instant begin = Instant.now();
        out.printf("  %-52s", what + " ...");
        out.flush();
        try {
            T result = step.run();
            out.printf(" %.1f s%n", seconds(begin));
            return result;
        } catch (Exception e) {
            out.printf(" failed%n");
            throw e;
        }
    }

    private static double seconds(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    }

    /// Something that takes a while.
    @FunctionalInterface
    interface Step<T> {
        T run() throws Exception;
    }
}
