package io.relaystream.api.repeat;

import org.jspecify.annotations.Nullable;

/// The answer to a request, to be given again.
///
/// @param body JSON; personal
/// @param location of what was made
public record GivenAnswer(int status, String body, @Nullable String location) {

    @Override
    public String toString() {
        return "GivenAnswer[%d]".formatted(status);
    }
}
