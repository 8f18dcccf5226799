package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.core.Code;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What lists are narrowed by: parameters of the query, each null if it is not given.
final class Filters {
    private Filters() {}

    /// @param read throws [IllegalArgumentException] for what it does not take
    /// @param must what a caller is told then
    static <T> @Nullable T of(Context request, String name, Function<String, T> read, String must) {
        String text = request.queryParam(name);
        if (text == null) {
            return null;
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid(name, must));
        }
    }

    static <E extends Enum<E> & Code> @Nullable E code(
            Context request, String name, Class<E> type) {
        String codes =
                Arrays.stream(type.getEnumConstants())
                        .map(Code::code)
                        .collect(Collectors.joining(", "));
        return of(request, name, text -> constant(type, text), "must be one of " + codes);
    }

    static @Nullable Instant instant(Context request, String name) {
        return of(request, name, Json::instant, "must be an instant such as 2026-01-05T12:00:00Z");
    }

    private static <E extends Enum<E> & Code> E constant(Class<E> type, String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A code must be known"));
    }
}
