package io.relaystream.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.relaystream.api.account.OwnedToken;
import io.relaystream.core.Code;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token as JSON.
///
/// @param token absent but when it is made
record TokenAnswer(
        UUID id,
        String name,
        List<String> scopes,
        String createdAt,
        @Nullable String expiresAt,
        @Nullable String lastUsedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    static TokenAnswer of(OwnedToken owned, @Nullable String token) {
        return new TokenAnswer(
                owned.id(),
                owned.name().text(),
                owned.scopes().stream().sorted().map(Code::code).toList(),
                owned.createdAt().toString(),
                Json.text(owned.expiresAt()),
                Json.text(owned.lastUsedAt()),
                token);
    }
}
