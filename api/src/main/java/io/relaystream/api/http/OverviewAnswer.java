package io.relaystream.api.http;

import io.relaystream.api.message.Stage;
import io.relaystream.api.operations.Figures;
import io.relaystream.api.operations.Figures.Ending;
import io.relaystream.api.operations.Figures.Times;
import io.relaystream.api.operations.Overview;
import io.relaystream.core.Elapsed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the whole gets on, as JSON.
///
/// @param tableAgeMs since the newest heartbeat of change data capture; null if it never was
/// @param oldestWaitingMs since the oldest mail under way was received; null if there is none
/// @param deadLetters null if Kafka does not say
/// @param sampledMails mails that outcomes and stages are taken from
record OverviewAnswer(
        String at,
        @Nullable Long tableAgeMs,
        long projectorLag,
        Map<String, Long> inFlight,
        @Nullable Long oldestWaitingMs,
        @Nullable Long deadLetters,
        long sampledMails,
        List<Ending> outcomes,
        List<StageTimes> stages) {

    record StageTimes(String stage, long p50Ms, long p95Ms, long p99Ms) {}

    static OverviewAnswer of(Overview overview) {
        Figures figures = overview.figures();
        return new OverviewAnswer(
                overview.at().toString(),
                age(figures.heartbeat(), overview.at()),
                overview.lag(),
                LedgerAnswer.counts(figures.inFlight()),
                age(figures.oldest(), overview.at()),
                overview.deadLetters().orElse(null),
                figures.sampled(),
                figures.outcomes(),
                Stream.of(Stage.values())
                        .flatMap(
                                stage ->
                                        Optional.ofNullable(figures.stages().get(stage))
                                                .map(times -> of(stage, times))
                                                .stream())
                        .toList());
    }

    private static StageTimes of(Stage stage, Times times) {
        return new StageTimes(
                stage.code(),
                Math.round(times.p50()),
                Math.round(times.p95()),
                Math.round(times.p99()));
    }

    private static @Nullable Long age(Optional<Instant> since, Instant at) {
        return since.map(instant -> Elapsed.millis(instant, at)).orElse(null);
    }
}
