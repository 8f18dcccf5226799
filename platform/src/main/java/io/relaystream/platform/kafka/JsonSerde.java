package io.relaystream.platform.kafka;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Records as JSON: `snake_case` names, a schema version `v`, instants as ISO-8601 in UTC, enums by
/// their [Code]. Unknown fields are ignored; a missing field that the record declares non-null is a
/// [SerializationException] that names it, so that no half-read record gets past the edge.
///
/// @param <V> a record
public final class JsonSerde<V> implements Serde<V> {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .addMixIn(EmailAddress.class, AsText.class)
                    .addMixIn(Code.class, AsCode.class)
                    .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final List<Method> required;

    public JsonSerde(Class<V> type) {
        JsonMapper mapper = MAPPER.copy();
        mapper.addMixIn(type, Versioned.class);
        reader = mapper.readerFor(type);
        writer = mapper.writerFor(type).withAttribute("v", VERSION);
        required =
                Arrays.stream(type.getRecordComponents())
                        .filter(component -> !nullable(component))
                        .map(RecordComponent::getAccessor)
                        .toList();
    }

    @Override
    public Serializer<V> serializer() {
        return (topic, value) -> write(value);
    }

    @Override
    public Deserializer<V> deserializer() {
        return (topic, bytes) -> read(topic, bytes);
    }

    private byte @Nullable [] write(@Nullable V value) {
        try {
            return value == null ? null : writer.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new SerializationException("A record must be writable as JSON", e);
        }
    }

    private @Nullable V read(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            V value = reader.readValue(bytes);
            requireComplete(topic, value);
            return value;
        } catch (IOException e) {
            throw new SerializationException(
                    "A value in %s must be a JSON record, got %d bytes that are not"
                            .formatted(topic, bytes.length),
                    e);
        }
    }

    private void requireComplete(String topic, V value) {
        for (Method accessor : required) {
            try {
                if (accessor.invoke(value) == null) {
                    throw new SerializationException(
                            "A value in %s must have the field '%s'"
                                    .formatted(topic, accessor.getName()));
                }
            } catch (ReflectiveOperationException e) {
                throw new SerializationException("A record's accessor must be readable", e);
            }
        }
    }

    private static boolean nullable(RecordComponent component) {
        return component.getType().isPrimitive()
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @JsonAppend(prepend = true, attrs = @JsonAppend.Attr("v"))
    private interface Versioned {}

    private interface AsCode {
        @JsonValue
        String code();
    }

    private abstract static class AsText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        @SuppressWarnings("UnusedVariable") // only the annotation matters: a mix-in is never called
        AsText(String value) {}

        @JsonValue
        abstract String value();
    }
}
