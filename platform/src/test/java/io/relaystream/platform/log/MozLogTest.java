package io.relaystream.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MozLogTest {

    @Test
    void putsFlatFieldsIntoTheEnvelope() throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("msg", "Topic created");
        fields.put("count", 3);
        fields.put("ok", true);

        String line =
                MozLog.line(
                        "relaystream.mail",
                        "relaystream",
                        Instant.parse("2026-01-05T12:00:00.123456789Z"),
                        6,
                        fields);

        JsonNode json = new JsonMapper().readTree(line);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "Timestamp",
                        "Type",
                        "Logger",
                        "Hostname",
                        "EnvVersion",
                        "Severity",
                        "Pid",
                        "Fields");
        assertThat(json.get("Timestamp").longValue()).isEqualTo(1_767_614_400_123_456_789L);
        assertThat(json.get("Type").textValue()).isEqualTo("relaystream.mail");
        assertThat(json.get("Logger").textValue()).isEqualTo("relaystream");
        assertThat(json.get("Hostname").textValue()).isNotBlank();
        assertThat(json.get("EnvVersion").textValue()).isEqualTo("2.0");
        assertThat(json.get("Severity").intValue()).isEqualTo(6);
        assertThat(json.get("Pid").longValue()).isEqualTo(ProcessHandle.current().pid());
        assertThat(json.get("Fields").toString())
                .isEqualTo("{\"msg\":\"Topic created\",\"count\":3,\"ok\":true}");
    }

    @Test
    void isOneLineWhateverTheValues() {
        String line =
                MozLog.line("t", "l", Instant.EPOCH, 6, Map.of("msg", "a\r\nb\u0000\"}{\u2028"));

        assertThat(line).doesNotContain("\n", "\r", "\u0000");
    }
}
