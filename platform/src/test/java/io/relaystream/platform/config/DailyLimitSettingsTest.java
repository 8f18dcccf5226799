package io.relaystream.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.core.account.DailyLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DailyLimitSettingsTest {

    @Test
    void areTheStandardOnesUnlessTold() {
        assertThat(read(Map.of())).isEqualTo(DailyLimits.STANDARD);
    }

    @Test
    void areWhatTheOperatorSays() {
        Map<String, String> variables =
                Map.of(
                        "RELAY_DAILY_FORWARDS", "1",
                        "RELAY_DAILY_BYTES", "5000000000",
                        "RELAY_DAILY_REPLIES", "3",
                        "RELAY_DAILY_ALIASES", "4");

        assertThat(read(variables)).isEqualTo(new DailyLimits(1, 5_000_000_000L, 3, 4));
    }

    @Test
    void areAtLeastOne() {
        Map<String, String> variables =
                Map.of("RELAY_DAILY_FORWARDS", "0", "RELAY_DAILY_ALIASES", "many");

        assertThatThrownBy(() -> read(variables))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_DAILY_FORWARDS must be a whole number from 1 to 1000000000000000, got '0'
                          - RELAY_DAILY_ALIASES must be a whole number from 1 to 1000000000000000, got 'many'""");
    }

    private static DailyLimits read(Map<String, String> variables) {
        return Env.load(variables, DailyLimitSettings::read);
    }
}
