package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.live.Change;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTextsTest {
    private final UUID account = UUID.randomUUID();

    @Test
    void textLeadsBackToItsChange() {
        for (Change change :
                List.of(
                        new Change.Mails(account, List.of("0".repeat(32), "1".repeat(32))),
                        new Change.Aliases(account, List.of(UUID.randomUUID())),
                        new Change.Account(account))) {
            assertThat(ChangeTexts.texts(change).map(ChangeTexts::change)).containsExactly(change);
        }
    }

    @Test
    void longOneIsSplitSoThatPostgresTakesIt() {
        List<UUID> ids = IntStream.range(0, 500).mapToObj(_ -> UUID.randomUUID()).toList();

        assertThat(ChangeTexts.texts(new Change.Aliases(account, ids)))
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).hasSizeLessThan(8_000))
                .flatExtracting(text -> ((Change.Aliases) ChangeTexts.change(text)).ids())
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "account", "account x", "moon 00000000-0000-0000-0000-000000000000"})
    void whatIsNoneOfOursIsRefused(String text) {
        assertThatThrownBy(() -> ChangeTexts.change(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
