package io.relaystream.api.http;

import static java.util.Objects.requireNonNullElse;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Scope;
import io.relaystream.api.statistics.AliasDays;
import io.relaystream.api.statistics.Counts;
import io.relaystream.api.statistics.Per;
import io.relaystream.api.statistics.Span;
import io.relaystream.api.statistics.Statistics;
import io.relaystream.api.statistics.StatisticsService;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/api/v1/statistics`, for the owner of the token, ready for charts: no hour or day is missing.
record StatisticsRoutes(StatisticsService statistics, Callers callers) {
    private static final String STATISTICS = "/api/v1/statistics";
    private static final int DEFAULT_DAYS = 14;
    private static final int MAX_DAYS = 90;

    /// Hours or days that are shown unless the caller says from when.
    private static final int DEFAULT_STEPS = 30;

    private record Item(
            String at,
            long forwarded,
            long blocked,
            long failed,
            long replied,
            long trackersRemoved) {

        static Item of(Counts counts) {
            return new Item(
                    counts.at().toString(),
                    counts.forwarded(),
                    counts.blocked(),
                    counts.failed(),
                    counts.replied(),
                    counts.trackersRemoved());
        }
    }

    private record Answer(String per, String from, String to, List<Item> items) {

        static Answer of(Statistics statistics) {
            Span span = statistics.span();
            return new Answer(
                    span.per().code(),
                    span.from().toString(),
                    span.to().toString(),
                    statistics.items().stream().map(Item::of).toList());
        }
    }

    private record PerAlias(int days, String from, List<AliasDays> items) {}

    void addTo(RoutesConfig routes) {
        routes.get(STATISTICS, this::show);
        routes.get(STATISTICS + "/aliases", this::perAlias);
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        Optional<UUID> alias =
                Optional.ofNullable(
                        Filters.of(
                                request, "alias", UUID::fromString, "must be the id of an alias"));
        Answers.json(request, 200, Answer.of(statistics.counts(owner, alias, span(request))));
    }

    private Span span(Context request) {
        Per per = requireNonNullElse(Filters.code(request, "per", Per.class), Per.DAY);
        Instant to = requireNonNullElse(Filters.instant(request, "to"), statistics.now());
        Duration shown = per.step().multipliedBy(DEFAULT_STEPS - 1);
        Instant from = requireNonNullElse(Filters.instant(request, "from"), to.minus(shown));
        try {
            return Span.around(per, from, to);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid("from", String.valueOf(e.getMessage())));
        }
    }

    private void perAlias(Context request) {
        var owner = callers.owner(request, Scope.READ);
        int days =
                requireNonNullElse(
                        Filters.of(
                                request,
                                "days",
                                StatisticsRoutes::days,
                                "must be a whole number from 1 to " + MAX_DAYS),
                        DEFAULT_DAYS);
        Span span = statistics.lastDays(days);
        Answers.json(
                request,
                200,
                new PerAlias(
                        days,
                        span.from().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                        statistics.perAlias(owner, span)));
    }

    private static int days(String text) {
        int days = Integer.parseInt(text);
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("The days must be in range");
        }
        return days;
    }
}
