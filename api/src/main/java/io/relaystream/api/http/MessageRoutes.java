package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Scope;
import io.relaystream.api.message.MessageFilter;
import io.relaystream.api.message.MessagePage;
import io.relaystream.api.message.MessageService;
import io.relaystream.api.message.OwnedMessage;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.log.MailState;
import java.time.Instant;
import java.util.Optional;

/// `/api/v1/messages`, the delivery log of the owner of the token. A mail of somebody else and one
/// that never was get the same answer.
record MessageRoutes(MessageService messages, Callers callers) {
    private static final String MESSAGES = "/api/v1/messages";
    private static final String MESSAGE = MESSAGES + "/{id}";

    void addTo(RoutesConfig routes) {
        routes.get(MESSAGES, this::list);
        routes.get(MESSAGE, this::show);
    }

    private void list(Context request) {
        var owner = callers.owner(request, Scope.READ);
        MessagePage page =
                messages.newest(
                        owner,
                        filter(request),
                        Query.after(request, MessageCursor::position),
                        Query.limit(request));
        Instant now = messages.now();
        Answers.json(
                request,
                200,
                new Page<>(
                        page.items().stream().map(each -> MessageAnswer.of(each, now)).toList(),
                        page.next().map(MessageCursor::of).orElse(null)));
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        OwnedMessage message =
                Optional.of(request.pathParam("id"))
                        .filter(MessageCursor::isId)
                        .flatMap(id -> messages.find(owner, id))
                        .orElseThrow(MessageRoutes::absent);
        Answers.json(request, 200, MessageAnswer.Whole.of(message, messages.now()));
    }

    private static MessageFilter filter(Context request) {
        return new MessageFilter(
                Query.alias(request).orElse(null),
                Query.choice(request, "outcome", Outcome.class).orElse(null),
                Query.parameter(request, "reason", MessageRoutes::reason).orElse(null),
                Query.choice(request, "state", MailState.class).orElse(null),
                Query.instant(request, "from").orElse(null),
                Query.instant(request, "to").orElse(null));
    }

    /// New reasons may come, but none looks otherwise.
    private static String reason(String text) {
        if (!text.matches("[a-z_]{1,50}")) {
            throw new IllegalArgumentException("must be the code of a reason");
        }
        return text;
    }

    static ProblemException absent() {
        return new ProblemException(
                ProblemCode.MESSAGE_NOT_FOUND, "The id must be that of a mail of yours");
    }
}
