package io.relaystream.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.relaystream.core.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the body of a request field by field. Nothing is converted: a number is no text, and a
/// field that nobody asked for is an error. Problems are collected; [#finish()] reports them all.
final class JsonBody {
    private static final int MAX_BYTES = 64 * 1024;
    private static final String BODY = "relaystream.body";
    private static final int MAX_UNKNOWN = 20;
    private static final Pattern NAME = Pattern.compile("[\\w.$-]{1,64}");

    private final ObjectNode json;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    /// A field that was asked for.
    ///
    /// @param value empty if it is absent or not as it must be
    record Field<T>(Optional<T> value) {

        /// Only after [JsonBody#finish()], which does not return if a required field is missing.
        T get() {
            return value.orElseThrow();
        }
    }

    private JsonBody(ObjectNode json) {
        this.json = json;
    }

    /// @throws ProblemException if the body is too large or no JSON object
    static JsonBody of(Context request) {
        return new JsonBody(
                Json.object(bytes(request))
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ProblemCode.MALFORMED_JSON,
                                                "The body must be one JSON object in UTF-8 without double fields")));
    }

    boolean has(String field) {
        return json.has(field);
    }

    <T> Field<T> required(String field, Function<String, T> parse) {
        Optional<JsonNode> node = node(field);
        if (node.isEmpty()) {
            errors.add(new FieldError(field, "is required"));
        }
        return text(node, field, parse);
    }

    <E extends Enum<E> & Code> Field<E> required(String field, Class<E> type) {
        return required(field, text -> choice(type, text));
    }

    <T> Field<T> optional(String field, Function<String, T> parse) {
        return text(node(field), field, parse);
    }

    <E extends Enum<E> & Code> Field<E> optional(String field, Class<E> type) {
        return optional(field, text -> choice(type, text));
    }

    /// As [#optional], but `null` is allowed, too.
    ///
    /// @param none what `null` stands for
    <T> Field<T> clearable(String field, Function<String, T> parse, T none) {
        return node(field).filter(JsonNode::isNull).isPresent()
                ? new Field<>(Optional.of(none))
                : optional(field, parse);
    }

    <T> Field<T> requiredList(String field, Function<List<String>, T> parse) {
        if (node(field).isEmpty()) {
            errors.add(new FieldError(field, "is required"));
        }
        return optionalList(field, parse);
    }

    /// A list of texts.
    <T> Field<T> optionalList(String field, Function<List<String>, T> parse) {
        Optional<JsonNode> node = node(field);
        if (node.isEmpty()) {
            return new Field<>(Optional.empty());
        }
        Optional<List<String>> texts = texts(node.get());
        if (texts.isEmpty()) {
            errors.add(new FieldError(field, "must be a list of texts"));
            return new Field<>(Optional.empty());
        }
        return parsed(field, texts.get(), parse);
    }

    Field<Boolean> requiredFlag(String field) {
        if (node(field).isEmpty()) {
            errors.add(new FieldError(field, "is required"));
        }
        return optionalFlag(field);
    }

    Field<Boolean> optionalFlag(String field) {
        Optional<JsonNode> node = node(field);
        if (node.isPresent() && !node.get().isBoolean()) {
            errors.add(new FieldError(field, "must be true or false"));
        }
        return new Field<>(node.filter(JsonNode::isBoolean).map(JsonNode::booleanValue));
    }

    /// @throws ProblemException naming every field that is missing, wrong or unknown
    void finish() {
        json.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .limit(MAX_UNKNOWN)
                .forEach(name -> errors.add(new FieldError(shown(name), "is not known here")));
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }

    /// The names of the fields that are there.
    List<String> given() {
        return json.propertyStream().map(Map.Entry::getKey).toList();
    }

    private <T> Field<T> text(Optional<JsonNode> node, String field, Function<String, T> parse) {
        if (node.isEmpty()) {
            return new Field<>(Optional.empty());
        }
        Optional<String> text = text(node.get());
        if (text.isEmpty()) {
            errors.add(new FieldError(field, "must be text"));
            return new Field<>(Optional.empty());
        }
        return parsed(field, text.get(), parse);
    }

    private <S, T> Field<T> parsed(String field, S source, Function<S, T> parse) {
        try {
            return new Field<>(Optional.of(parse.apply(source)));
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(field, String.valueOf(e.getMessage())));
            return new Field<>(Optional.empty());
        }
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue())
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static Optional<List<String>> texts(JsonNode node) {
        List<String> texts = node.valueStream().flatMap(each -> text(each).stream()).toList();
        return node.isArray() && texts.size() == node.size()
                ? Optional.of(texts)
                : Optional.empty();
    }

    private Optional<JsonNode> node(String field) {
        known.add(field);
        return Optional.ofNullable(json.get(field));
    }

    /// A name that a caller made up, if it can be the name of a field.
    private static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }

    /// A set of codes, at least one.
    ///
    /// @throws IllegalArgumentException if there is none, or a text that is no code
    static <E extends Enum<E> & Code> Set<E> choices(Class<E> type, List<String> texts) {
        Set<E> choices = EnumSet.noneOf(type);
        texts.forEach(text -> choices.add(choice(type, text)));
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("must have at least one of " + Code.list(type));
        }
        return choices;
    }

    /// @throws IllegalArgumentException if the text is no code
    static <E extends Enum<E> & Code> E choice(Class<E> type, String text) {
        return Code.find(type, text)
                .orElseThrow(
                        () -> new IllegalArgumentException("must be one of " + Code.list(type)));
    }

    /// The body, also when it is asked for a second time.
    ///
    /// @throws ProblemException if the body is too large
    static byte[] bytes(Context request) {
        byte[] known = request.attribute(BODY);
        if (known != null) {
            return known;
        }
        try (InputStream in = request.bodyInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ProblemException(
                        ProblemCode.BODY_TOO_LARGE,
                        "The body must have at most %d bytes".formatted(MAX_BYTES));
            }
            request.attribute(BODY, bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("The body must arrive whole", e);
        }
    }
}
