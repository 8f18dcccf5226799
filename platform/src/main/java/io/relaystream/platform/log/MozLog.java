package io.relaystream.platform.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.platform.config.HostName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// One line of JSON in Mozilla's MozLog 2.0 shape: an envelope and flat `Fields`.
public final class MozLog {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long PID = ProcessHandle.current().pid();

    private MozLog() {}

    /// @param type what the line is about, such as `relaystream.mail`
    /// @param logger who writes it
    /// @param severity 0 to 7 as in syslog (RFC 5424 section 6.2.1)
    /// @param fields flat values: strings, numbers, booleans
    /// @return the line without a line end
    public static String line(
            String type, String logger, Instant at, int severity, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("Timestamp", at.getEpochSecond() * 1_000_000_000L + at.getNano());
        line.put("Type", type);
        line.put("Logger", logger);
        line.put("Hostname", HostName.current());
        line.put("EnvVersion", "2.0");
        line.put("Severity", severity);
        line.put("Pid", PID);
        line.put("Fields", fields);
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Fields of a log line must be plain values", e);
        }
    }
}
