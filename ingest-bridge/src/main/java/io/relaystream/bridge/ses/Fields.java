package io.relaystream.bridge.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A JSON object that is read field by field, so that what is wrong can be named. Unknown fields
/// are nobody's business: AWS adds some every now and then.
///
/// @param json the object
/// @param path of the object in the payload; empty or ending with a dot
record Fields(JsonNode json, String path) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /// SES writes `Z`, `+0000` and `+00:00`.
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendPattern("[XXX][XX]")
                    .toFormatter(Locale.ROOT);

    static Fields of(String text) throws NotUnderstoodException {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isObject()) {
                return new Fields(json, "");
            }
        } catch (JsonProcessingException e) {
            // reported below, like JSON that is no object
        }
        throw new NotUnderstoodException(RejectReason.INVALID_JSON, "$");
    }

    /// @return without fields if it is absent
    Fields optionalObject(String name) {
        JsonNode child = json.path(name);
        return new Fields(child.isObject() ? child : MissingNode.getInstance(), path + name + ".");
    }

    Fields object(String name) throws NotUnderstoodException {
        JsonNode child = required(name);
        if (!child.isObject()) {
            throw malformed(name);
        }
        return new Fields(child, path + name + ".");
    }

    /// @return the objects of an array; none if it is absent
    List<Fields> optionalObjects(String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false)
                .filter(JsonNode::isObject)
                .map(child -> new Fields(child, path + name + "[]."))
                .toList();
    }

    List<Fields> objects(String name) throws NotUnderstoodException {
        if (!required(name).isArray()) {
            throw malformed(name);
        }
        return optionalObjects(name);
    }

    /// @return empty if it is absent, blank or no text
    Optional<String> optionalText(String name) {
        return Optional.ofNullable(json.path(name).textValue()).filter(text -> !text.isBlank());
    }

    String text(String name) throws NotUnderstoodException {
        required(name);
        return optionalText(name).orElseThrow(() -> malformed(name));
    }

    /// @return the texts of an array; none if it is absent
    List<String> optionalTexts(String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    List<String> texts(String name) throws NotUnderstoodException {
        JsonNode array = required(name);
        if (!array.isArray()) {
            throw malformed(name);
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!element.isTextual()) {
                throw malformed(name);
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    Instant instant(String name) throws NotUnderstoodException {
        try {
            return TIMESTAMP.parse(text(name), Instant::from);
        } catch (DateTimeException e) {
            throw malformed(name);
        }
    }

    NotUnderstoodException malformed(String name) {
        return new NotUnderstoodException(RejectReason.MALFORMED_FIELD, path + name);
    }

    private JsonNode required(String name) throws NotUnderstoodException {
        JsonNode child = json.path(name);
        if (child.isMissingNode() || child.isNull()) {
            throw new NotUnderstoodException(RejectReason.MISSING_FIELD, path + name);
        }
        return child;
    }
}
