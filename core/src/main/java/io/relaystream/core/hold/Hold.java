package io.relaystream.core.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mail whose recipient (or owner) is not in the tables yet, waiting until their absence can be
/// trusted. An absence is trusted only when the tables are known to be fresher than the mail:
/// change data capture may lag, and a drop for a lagging table would be a lost mail.
///
/// @param arrivedAt when the mail arrived in its topic, by the broker's clock
/// @param checks how often the tables were asked again
/// @param fresh whether the last check found the tables fresher than the mail
public record Hold(Instant arrivedAt, int checks, boolean fresh) {
    private static final List<Duration> CHECKS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(120));

    /// How much newer than the mail the newest heartbeat must be: covers the difference between the
    /// broker's and the database's clocks.
    static final Duration MARGIN = Duration.ofSeconds(2);

    /// How long after a fresh heartbeat the last look is taken: the heartbeat and the rows that
    /// were committed before it travel through different partitions.
    static final Duration SETTLE = Duration.ofSeconds(2);

    /// The longest hold while the tables stay stale. It is reached by looks, not by the clock: a
    /// process that was down for longer takes all the looks that it missed, [#SETTLE] apart, so
    /// that change data capture can catch up as well.
    static final Duration LIMIT = Duration.ofHours(1);

    public static Hold begin(Instant arrivedAt) {
        return new Hold(arrivedAt, 0, false);
    }

    /// When the tables are to be asked next.
    public Instant due() {
        if (checks < CHECKS.size()) {
            return arrivedAt.plus(CHECKS.get(checks));
        }
        Duration last = CHECKS.getLast();
        return arrivedAt.plus(last.multipliedBy(checks - CHECKS.size() + 2L));
    }

    /// What follows from a look that still found nothing.
    ///
    /// @param now when the look was taken
    /// @param freshAsOf the source time of the newest heartbeat; null when none was seen
    public Next missed(Instant now, @Nullable Instant freshAsOf) {
        if (fresh) {
            return new Next.Absent();
        }
        if (freshAsOf != null && !freshAsOf.isBefore(arrivedAt.plus(MARGIN))) {
            return new Next.Wait(new Hold(arrivedAt, checks + 1, true), now.plus(SETTLE));
        }
        if (!due().isBefore(arrivedAt.plus(LIMIT))) {
            return new Next.Unknowable();
        }
        Hold later = new Hold(arrivedAt, checks + 1, false);
        return new Next.Wait(later, later.due().isAfter(now) ? later.due() : now.plus(SETTLE));
    }

    /// What to do with a held mail after a look that found nothing.
    public sealed interface Next {

        /// Look again at `due`.
        record Wait(Hold hold, Instant due) implements Next {}

        /// The tables are fresh and do not have it.
        record Absent() implements Next {}

        /// The tables stayed stale for the longest time a mail may wait.
        record Unknowable() implements Next {}
    }
}
