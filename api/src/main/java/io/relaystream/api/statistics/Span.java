package io.relaystream.api.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Hours or days, one after the other.
///
/// @param from the beginning of the first
/// @param to the end of the last
public record Span(Per per, Instant from, Instant to) {
    public static final int MOST = 1_000;

    public Span {
        if (steps(per, from, to) < 1 || steps(per, from, to) > MOST) {
            throw new IllegalArgumentException(
                    "must be before to, and at most %,d hours or days".formatted(MOST));
        }
    }

    /// All hours or days that the time is in, if only for a part.
    ///
    /// @throws IllegalArgumentException if there are none, or too many
    public static Span around(Per per, Instant from, Instant to) {
        Instant last = per.begin(to);
        return new Span(per, per.begin(from), last.equals(to) ? to : last.plus(per.step()));
    }

    public int steps() {
        return (int) steps(per, from, to);
    }

    /// Puts what is known into its place, and what is not known counts nothing.
    ///
    /// @param known by the beginning of the hour or day
    public List<Counts> fill(Map<Instant, Counts> known) {
        return LongStream.range(0, steps())
                .mapToObj(i -> from.plus(per.step().multipliedBy(i)))
                .map(at -> known.getOrDefault(at, Counts.none(at)))
                .toList();
    }

    private static long steps(Per per, Instant from, Instant to) {
        return Duration.between(from, to).dividedBy(per.step());
    }
}
