package io.relaystream.api.http;

import io.relaystream.api.store.Slice;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list as JSON.
///
/// @param next the cursor of the page after it; null at the end
record Page<T>(List<T> items, @Nullable String next) {

    /// @param answer an item as JSON
    static <S, T> Page<T> of(Slice<S> slice, Function<S, T> answer) {
        return new Page<>(
                slice.items().stream().map(answer).toList(),
                slice.next().map(Cursor::of).orElse(null));
    }
}
