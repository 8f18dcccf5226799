package io.relaystream.api.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A part of a list.
///
/// @param next the position to go on after; empty at the end
public record Slice<T>(List<T> items, Optional<Position> next) {
    public Slice {
        items = List.copyOf(items);
    }

    /// @param found up to one more than fit the slice, which tells that there are more
    public static <T> Slice<T> of(List<T> found, int limit, Function<T, Position> position) {
        return found.size() <= limit
                ? new Slice<>(found, Optional.empty())
                : new Slice<>(
                        found.subList(0, limit), Optional.of(position.apply(found.get(limit - 1))));
    }
}
