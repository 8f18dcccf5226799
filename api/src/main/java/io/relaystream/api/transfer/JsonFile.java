package io.relaystream.api.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Aliases as JSON: our own export, or any page of the list.
public final class JsonFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonFile() {}

    /// What is no setting of an alias is passed over.
    ///
    /// @throws IllegalArgumentException if it is no JSON object with a list of items
    public static List<Row> read(String text) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode item : items(text)) {
            rows.add(
                    new Fields(rows.size() + 1L, field -> text(item.path(field)))
                            .row("address", Fields::ours));
        }
        return rows;
    }

    private static JsonNode items(String text) {
        try {
            JsonNode items = MAPPER.readTree(text).path("items");
            if (items.isArray()) {
                return items;
            }
        } catch (JsonProcessingException e) {
            // answered below, like what is no list
        }
        throw new IllegalArgumentException("must be a JSON object with a list named items");
    }

    /// Lists as [CsvFile] has them.
    private static Optional<String> text(JsonNode node) {
        return Optional.of(
                        node.isArray()
                                ? node.valueStream()
                                        .map(JsonNode::asText)
                                        .collect(Collectors.joining(" "))
                                : node.asText(""))
                .filter(text -> !text.isBlank());
    }
}
