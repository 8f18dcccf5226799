package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.alias.OwnedAlias;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Predicate;

/// Entity tags of aliases (RFC 9110 sections 8.8.3 and 13.1.1): one who changes an alias can say
/// which state of its settings he saw. What mail has led to does not change them.
final class EntityTags {
    private EntityTags() {}

    static String of(OwnedAlias alias) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, alias.updatedAt());
        return "\"%s\"".formatted(Long.toString(micros, Character.MAX_RADIX));
    }

    /// Whether an alias is as the `If-Match` of the request says; without one, any is.
    static Predicate<OwnedAlias> asSeen(Context request) {
        String header = request.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return _ -> true;
        }
        return alias ->
                Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(of(alias)::equals);
    }
}
