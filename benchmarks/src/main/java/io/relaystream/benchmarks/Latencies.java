package io.relaystream.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long each of many things of one kind took.
///
/// @param of what was done, in the plural
/// @param millis in ascending order
record Latencies(String of, int perSecond, double[] millis) {

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(of, millis.length);
        figures.put("per_second", perSecond);
        for (double p : new double[] {0.5, 0.9, 0.95, 0.99, 0.999}) {
            figures.put(
                    "p" + p * 100 + "_ms",
                    millis[(int) Math.min(millis.length - 1, p * millis.length)]);
        }
        figures.put("max_ms", millis[millis.length - 1]);
        return figures;
    }

    void write(Path result) throws IOException {
        Files.write(result, new JsonMapper().writeValueAsBytes(figures()));
    }
}
