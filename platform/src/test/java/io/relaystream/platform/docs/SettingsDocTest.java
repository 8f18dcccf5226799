package io.relaystream.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.platform.config.Setting;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsDocTest {

    @Test
    void listsEverySetting() throws IOException {
        assertThat(Document.read("operations.md").section("## Settings").rows(0, 1))
                .containsExactlyElementsOf(
                        Stream.of(Setting.values())
                                .map(setting -> setting.variable() + " | " + setting.meaning())
                                .toList());
    }
}
