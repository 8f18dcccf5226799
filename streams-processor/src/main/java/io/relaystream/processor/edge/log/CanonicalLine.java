package io.relaystream.processor.edge.log;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.log.MozLog;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A canonical record as one MozLog line: the fields of the record as they lie in `mail.canonical`,
/// and where it lies there. The same record always gives the same fields, and its place identifies
/// it, so that a reader can drop repetitions.
final class CanonicalLine {
    static final String TYPE = "relaystream.mail";

    private static final Logger LOG = LoggerFactory.getLogger(CanonicalLine.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int INFO = 6;

    /// The fields come last in a line, and these last among them.
    private static final Pattern PLACE =
            Pattern.compile("\"kafka_partition\":(\\d{1,9}),\"kafka_offset\":(\\d{1,18})}}$");

    /// Where in `mail.canonical` the record of a line lies.
    record Place(int partition, long offset) {}

    private CanonicalLine() {}

    /// @return the line with its line end; empty, and logged, for what is no JSON object
    static Optional<String> of(ConsumerRecord<byte[], byte[]> record) {
        try {
            Map<String, Object> fields =
                    new LinkedHashMap<>(
                            MAPPER.readValue(
                                    record.value(), new TypeReference<Map<String, Object>>() {}));
            fields.put("kafka_partition", record.partition());
            fields.put("kafka_offset", record.offset());
            Instant at = Instant.ofEpochMilli(record.timestamp());
            return Optional.of(MozLog.line(TYPE, "relaystream", at, INFO, fields) + "\n");
        } catch (IOException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.TOPIC.key(), record.topic())
                    .addKeyValue(LogKey.PARTITION.key(), record.partition())
                    .addKeyValue(LogKey.OFFSET.key(), record.offset())
                    .log("A canonical record is not readable and is left out of the log");
            return Optional.empty();
        }
    }

    /// @param line without its line end
    /// @return empty if it is no line of ours
    static Optional<Place> place(String line) {
        Matcher place = PLACE.matcher(line);
        return place.find()
                ? Optional.of(
                        new Place(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2))))
                : Optional.empty();
    }
}
