package io.relaystream.standalone;

import io.relaystream.embedded.FreePort;
import io.relaystream.platform.config.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An environment in which a system under test meets no other.
final class FreePorts {
    private static final List<Setting> PORTS =
            List.of(
                    Setting.KAFKA_PORT,
                    Setting.POSTGRES_PORT,
                    Setting.S3_PORT,
                    Setting.CATCHER_PORT,
                    Setting.BRIDGE_PORT,
                    Setting.API_PORT,
                    Setting.CONNECT_PORT,
                    Setting.BRIDGE_MANAGEMENT_PORT,
                    Setting.API_MANAGEMENT_PORT,
                    Setting.PROCESSOR_MANAGEMENT_PORT,
                    Setting.CDC_MANAGEMENT_PORT);

    private FreePorts() {}

    static Map<String, String> environment(Path dataDir) {
        Map<String, String> environment = new HashMap<>();
        List<Integer> free = FreePort.find(PORTS.size());
        for (int i = 0; i < PORTS.size(); i++) {
            environment.put(PORTS.get(i).variable(), "" + free.get(i));
        }
        environment.put(Setting.DATA_DIR.variable(), dataDir.toString());
        return environment;
    }
}
