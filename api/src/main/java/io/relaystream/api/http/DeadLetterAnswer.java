package io.relaystream.api.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.relaystream.api.operations.DeadLetter;
import org.jspecify.annotations.Nullable;

/// A record that could not be processed, as JSON.
record DeadLetterAnswer(
        String id,
        String at,
        @Nullable String topic,
        @Nullable Long partition,
        @Nullable Long offset,
        @Nullable String error,
        @Nullable String message,
        @Nullable String key,
        int sizeBytes) {

    /// With what one looks at one by one.
    ///
    /// @param value its beginning, at most 64 KiB, as text
    record Whole(
            @JsonUnwrapped DeadLetterAnswer letter,
            @Nullable String stackTrace,
            @Nullable String value) {}

    static DeadLetterAnswer of(DeadLetter letter) {
        return new DeadLetterAnswer(
                letter.id().text(),
                letter.at().toString(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.error(),
                letter.message(),
                letter.key(),
                letter.sizeBytes());
    }

    static Whole whole(DeadLetter letter) {
        return new Whole(of(letter), letter.stackTrace(), letter.value());
    }
}
