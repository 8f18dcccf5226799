package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.operations.DeadLetterId;
import io.relaystream.api.operations.InFlight;
import io.relaystream.api.operations.Operations;
import io.relaystream.api.operations.Redrive;
import io.relaystream.core.account.Plan;
import java.util.Map;
import java.util.Optional;

/// `/api/v1/admin` and the list of all accounts, for administrators. Of mails, they see their way,
/// and nobody's address.
record OperationsRoutes(Operations operations, Callers callers, Audit audit) {
    private static final String ADMIN = "/api/v1/admin";
    private static final String DEAD_LETTERS = ADMIN + "/dead-letters";
    private static final String DEAD_LETTER = DEAD_LETTERS + "/{id}";
    private static final int MAX_TEXT = 1000;

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/accounts", this::accounts);
        routes.get(ADMIN + "/messages", this::messages);
        routes.get(ADMIN + "/ledger", this::ledger);
        routes.get(ADMIN + "/overview", this::overview);
        routes.get(DEAD_LETTERS, this::deadLetters);
        routes.get(DEAD_LETTER, this::deadLetter);
        routes.post(DEAD_LETTER + "/redrive", this::redrive);
    }

    private void accounts(Context request) {
        callers.requireAdmin(request);
        Answers.json(
                request,
                200,
                Page.of(
                        operations
                                .store()
                                .accounts(
                                        text(request, "q").orElse(""),
                                        Query.choice(request, "plan", Plan.class),
                                        Query.after(request, Cursor::position),
                                        Query.limit(request)),
                        AccountSummaryAnswer::of));
    }

    private void messages(Context request) {
        callers.requireAdmin(request);
        String messageId =
                text(request, "messageId")
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.invalid("messageId", "is required")));
        Answers.json(
                request,
                200,
                new Page<>(
                        operations.store().byMessageId(messageId, Query.limit(request)).stream()
                                .map(TracedMailAnswer::of)
                                .toList(),
                        null));
    }

    private void ledger(Context request) {
        callers.requireAdmin(request);
        Answers.json(
                request,
                200,
                LedgerAnswer.of(
                        operations.store().countInFlight(),
                        operations
                                .store()
                                .inFlight(
                                        Query.choice(request, "state", InFlight.class),
                                        Query.after(request, Cursor::position),
                                        Query.limit(request))));
    }

    private void overview(Context request) {
        callers.requireAdmin(request);
        Answers.json(request, 200, OverviewAnswer.of(operations.overview()));
    }

    private void deadLetters(Context request) {
        callers.requireAdmin(request);
        Answers.json(
                request,
                200,
                Page.of(
                        operations
                                .deadLetters()
                                .newest(
                                        Query.after(request, Cursor::position),
                                        Query.limit(request)),
                        DeadLetterAnswer::of));
    }

    private void deadLetter(Context request) {
        callers.requireAdmin(request);
        Answers.json(
                request,
                200,
                DeadLetterAnswer.whole(
                        id(request)
                                .flatMap(operations.deadLetters()::find)
                                .orElseThrow(OperationsRoutes::absent)));
    }

    private void redrive(Context request) {
        callers.requireAdmin(request);
        DeadLetterId id = id(request).orElseThrow(OperationsRoutes::absent);
        switch (operations.redrive(id)) {
            case Redrive.Done(var topic) -> {
                audit.redriven(id, topic);
                Answers.json(request, 202, Map.of("id", id.text(), "topic", topic));
            }
            case Redrive.Absent() -> throw absent();
            case Redrive.Repeated() ->
                    throw new ProblemException(
                            ProblemCode.NOT_REDRIVABLE,
                            "It was put back before: look for a newer dead letter");
            case Redrive.Impossible() ->
                    throw new ProblemException(
                            ProblemCode.NOT_REDRIVABLE,
                            "Only records of topics that mail comes in by can go back there");
        }
    }

    private static Optional<DeadLetterId> id(Context request) {
        return DeadLetterId.parse(request.pathParam("id"));
    }

    private static ProblemException absent() {
        return new ProblemException(
                ProblemCode.DEAD_LETTER_NOT_FOUND,
                "The id must be that of a record that is still kept");
    }

    private static Optional<String> text(Context request, String name) {
        return Query.parameter(request, name, OperationsRoutes::text)
                .filter(text -> !text.isEmpty());
    }

    private static String text(String text) {
        if (text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "must have at most %d characters, and no NUL".formatted(MAX_TEXT));
        }
        return text.strip();
    }
}
