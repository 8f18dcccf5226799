package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.kafka.Topics;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConnectorDefinitionTest {
    private final Map<String, String> config = ConnectorDefinition.standard().config();

    /// The golden file shows at a glance what a change does to the connector.
    @Test
    void isWhatTheGoldenFileShows() throws Exception {
        try (InputStream golden =
                Objects.requireNonNull(getClass().getResourceAsStream("connector.json"))) {
            Map<String, String> expected =
                    new JsonMapper().readValue(golden, new TypeReference<>() {});
            assertThat(config).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    @Test
    void everyVariableThatItNamesIsKnownToTheWorker() {
        Map<String, String> known =
                ConnectorDefinition.variables(
                        DatabaseUrl.parse("jdbc:postgresql://db.example/relay"),
                        "user",
                        new Secret("canary"));

        List<String> named =
                Pattern.compile("\\$\\{database:(\\w+)}")
                        .matcher(String.join(" ", config.values()))
                        .results()
                        .map(match -> match.group(1))
                        .toList();

        assertThat(known).containsOnlyKeys(named);
    }

    @Test
    void everyTransformationHasATypeAndEveryPredicateAPattern() {
        assertThat(names("transforms"))
                .allSatisfy(
                        name ->
                                assertThat(config)
                                        .containsKey("transforms.%s.type".formatted(name)));
        assertThat(names("predicates"))
                .allSatisfy(
                        name ->
                                assertThat(config)
                                        .containsKey("predicates.%s.pattern".formatted(name)));
    }

    @Test
    void keyOfATableMustBeCaptured() {
        assertThatThrownBy(
                        () -> new CapturedTable("alias", "address", Topics.ALIASES, List.of("id")))
                .hasMessage("Columns of alias must contain the key address, got [id]");
    }

    private List<String> names(String list) {
        return Arrays.asList(Objects.requireNonNull(config.get(list)).split(",", -1));
    }
}
