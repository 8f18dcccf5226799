package io.relaystream.api.statistics;

import java.util.List;
import java.util.UUID;

/// An alias's days, the oldest first.
public record AliasDays(UUID alias, List<Long> forwarded, List<Long> blocked) {
    public AliasDays {
        forwarded = List.copyOf(forwarded);
        blocked = List.copyOf(blocked);
    }

    static AliasDays of(UUID alias, List<Counts> days) {
        return new AliasDays(
                alias,
                days.stream().map(Counts::forwarded).toList(),
                days.stream().map(Counts::blocked).toList());
    }
}
