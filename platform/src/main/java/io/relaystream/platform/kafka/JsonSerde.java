package io.relaystream.platform.kafka;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.RecordComponent;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Records as JSON: `snake_case` names, a schema version `v`, instants as ISO-8601 in UTC, enums by
/// their [Code]. Unknown fields are ignored. A field that is malformed, or missing although the
/// record declares it non-null, is a [SerializationException] that names it, so that no half-read
/// record gets past the edge; it has no cause, as Jackson's messages quote the value. Fields that
/// came later have a value for older records: [LaterFields].
///
/// @param <V> a record
public final class JsonSerde<V> implements Serde<V> {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .annotationIntrospector(new NullMarked())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .addMixIn(EmailAddress.class, AsText.class)
                    .addMixIn(Code.class, AsCode.class)
                    .injectableValues(LaterFields.values())
                    .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    public JsonSerde(Class<V> type) {
        JsonMapper mapper = MAPPER.copy();
        mapper.addMixIn(type, Versioned.class);
        reader = mapper.readerFor(type);
        writer = mapper.writerFor(type).withAttribute("v", VERSION);
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
        String field = "";
        try {
            @Nullable V value = reader.readValue(bytes);
            if (value != null) { // the text null is no tombstone
                return value;
            }
        } catch (JsonMappingException e) {
            field = field(e);
        } catch (IOException e) {
            // reported below, like JSON that is no object
        }
        throw new SerializationException(
                field.isEmpty()
                        ? "A value in %s must be a JSON object, got %d bytes that are not"
                                .formatted(topic, bytes.length)
                        : "A value in %s must have a valid field '%s', got %d bytes without one"
                                .formatted(topic, field, bytes.length));
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
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

    /// Whatever a record does not declare [Nullable] must be there.
    private static final class NullMarked extends JacksonAnnotationIntrospector {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            return isComponent(member) ? !nullable((AnnotatedParameter) member) : null;
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            return isComponent(annotated) && !nullable((AnnotatedParameter) annotated)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : JsonSetter.Value.empty();
        }

        @Override
        public JacksonInject.@Nullable Value findInjectableValue(AnnotatedMember member) {
            return isComponent(member)
                    ? LaterFields.of(component((AnnotatedParameter) member))
                    : null;
        }

        private static boolean isComponent(Annotated annotated) {
            return annotated instanceof AnnotatedParameter parameter
                    && parameter.getDeclaringClass().isRecord();
        }

        private static boolean nullable(AnnotatedParameter parameter) {
            return component(parameter).getAnnotatedType().isAnnotationPresent(Nullable.class);
        }

        private static RecordComponent component(AnnotatedParameter parameter) {
            return parameter.getDeclaringClass().getRecordComponents()[parameter.getIndex()];
        }
    }
}
