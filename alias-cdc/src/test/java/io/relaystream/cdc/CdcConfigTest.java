package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.platform.config.ConfigException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CdcConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "RELAY_BOOTSTRAP_SERVERS", "127.0.0.1:19092",
                    "RELAY_DB_URL", "jdbc:postgresql://127.0.0.1:15432/relaystream",
                    "RELAY_DB_USER", "relay",
                    "RELAY_DB_PASSWORD", "canary");

    @Test
    void bindsToLoopbackUnlessTold() {
        CdcConfig config = CdcConfig.from(REQUIRED);

        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.connectPort()).isEqualTo(8083);
        assertThat(config.managementPort()).isEqualTo(8093);
        assertThat(config.partitions()).isEqualTo(6);
    }

    @Test
    void namesEveryProblemAtOnce() {
        Map<String, String> variables = new HashMap<>(REQUIRED);
        variables.remove("RELAY_BOOTSTRAP_SERVERS");
        variables.remove("RELAY_DB_PASSWORD");
        variables.put("RELAY_PARTITIONS", "0");

        assertThatThrownBy(() -> CdcConfig.from(variables))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_BOOTSTRAP_SERVERS is required
                          - RELAY_PARTITIONS must be a whole number from 1 to 1000, got '0'
                          - RELAY_DB_PASSWORD is required""");
    }

    @Test
    void refusesAUrlThatIsNotOfPostgres() {
        Map<String, String> variables = new HashMap<>(REQUIRED);
        variables.put("RELAY_DB_URL", "postgres://127.0.0.1/relaystream");

        assertThatThrownBy(() -> CdcConfig.from(variables))
                .hasMessageContaining("RELAY_DB_URL must look like jdbc:postgresql://host:5432");
    }

    @Test
    void showsNoPassword() {
        assertThat(CdcConfig.from(REQUIRED).toString()).doesNotContain("canary");
    }
}
