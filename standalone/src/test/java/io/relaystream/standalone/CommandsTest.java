package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of the commands when things are not as they should be.
class CommandsTest {
    @TempDir Path dataDir;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void doctorSaysWhatToDoWhenNothingRuns() {
        int code = run(FreePorts.environment(dataDir), "doctor");

        assertThat(code).isEqualTo(1);
        assertThat(said())
                .contains("ingest-bridge", "no answer at http://127.0.0.1:")
                .endsWith("doctor: nothing is running: start it with ./relaystream up\n");
    }

    @Test
    void sendSaysThatNothingRuns() {
        int code = run(FreePorts.environment(dataDir), "send", "--to", "a@relay.localhost");

        assertThat(code).isEqualTo(1);
        assertThat(said()).contains("sent 0 of 1").contains("is the system running?");
    }

    @Test
    void sendNamesAFileThatCannotBeRead() {
        Path missing = dataDir.resolve("missing.eml");

        int code =
                run(
                        FreePorts.environment(dataDir),
                        "send",
                        "--to",
                        "a@relay.localhost",
                        "--file",
                        missing.toString());

        assertThat(code).isEqualTo(1);
        assertThat(said())
                .contains("relaystream: --file must name a mail that can be read, got " + missing);
    }

    @Test
    void aWrongSettingIsNamedBeforeAnythingStarts() {
        int code = run(Map.of("RELAY_API_PROT", "8081", "RELAY_API_PORT", "many"), "up");

        assertThat(code).isEqualTo(2);
        assertThat(said())
                .contains(
                        "RELAY_API_PROT is set but nothing reads it; did you mean RELAY_API_PORT?")
                .contains("RELAY_API_PORT must be a whole number from 0 to 65535, got 'many'");
    }

    @Test
    void twoSystemsDoNotShareADataDirectory() throws Exception {
        try (InstanceLock first = InstanceLock.take(dataDir)) {
            assertThat(first).isNotNull();

            int code = run(FreePorts.environment(dataDir), "up");

            assertThat(code).isEqualTo(1);
            assertThat(said()).contains("is in use by a running Relaystream");
        }
    }

    private int run(Map<String, String> environment, String... arguments) {
        Console console = new Console(new PrintStream(terminal, true, StandardCharsets.UTF_8));
        return Main.execute(environment, console, arguments);
    }

    private String said() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
