package io.relaystream.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What was appended to the file of canonical records since a moment.
///
/// @param begin the file's size at that moment
record CanonicalTail(Path file, long begin) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static CanonicalTail fromNow(Path file) throws IOException {
        return new CanonicalTail(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /// The `Fields` of each record of a mail.
    List<JsonNode> recordsOf(String messageId) throws IOException {
        return all().stream()
                .filter(fields -> fields.path("message_id").asText().equals(messageId))
                .toList();
    }

    /// The `Fields` of each record, complete lines only.
    List<JsonNode> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - begin));
            while (bytes.hasRemaining() && channel.read(bytes, begin + bytes.position()) > 0) {
                // read on until the end that was seen above
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(CanonicalTail::fields)
                    .toList();
        }
    }

    private static JsonNode fields(String line) {
        try {
            return MAPPER.readTree(line).path("Fields");
        } catch (IOException e) {
            throw new UncheckedIOException("A canonical record must be a line of JSON", e);
        }
    }
}
