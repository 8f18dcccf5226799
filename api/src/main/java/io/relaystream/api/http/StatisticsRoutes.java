package io.relaystream.api.http;

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
        Answers.json(
                request,
                200,
                Answer.of(statistics.counts(owner, Query.alias(request), span(request))));
    }

    private Span span(Context request) {
        Per per = Query.choice(request, "per", Per.class).orElse(Per.DAY);
        Instant to = Query.instant(request, "to").orElseGet(statistics::now);
        Duration shown = per.step().multipliedBy(DEFAULT_STEPS - 1);
        Instant from = Query.instant(request, "from").orElseGet(() -> to.minus(shown));
        try {
            return Span.around(per, from, to);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid("from", String.valueOf(e.getMessage())));
        }
    }

    private void perAlias(Context request) {
        var owner = callers.owner(request, Scope.READ);
        int days = Query.number(request, "days", MAX_DAYS).orElse(DEFAULT_DAYS);
        Span span = statistics.lastDays(days);
        Answers.json(
                request,
                200,
                new PerAlias(
                        days,
                        span.from().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                        statistics.perAlias(owner, span)));
    }
}
