package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.message.Redeliveries;
import io.relaystream.api.message.RedeliveryRefusal;
import io.relaystream.api.message.RedeliveryResult;
import java.util.Map;

/// `/api/v1/messages/{id}/redeliver`, for the owner of the token. A mail of somebody else and one
/// that never was get the same answer.
record RedeliveryRoutes(Redeliveries redeliveries, Callers callers) {
    private static final String REDELIVER = "/api/v1/messages/{id}/redeliver";
    private static final String RETRY_SECONDS = "5";

    void addTo(RoutesConfig routes) {
        routes.post(REDELIVER, this::redeliver);
    }

    private void redeliver(Context request) {
        Owner owner = callers.owner(request, Scope.WRITE);
        String id = request.pathParam("id");
        if (!MessageCursor.isId(id)) {
            throw MessageRoutes.absent();
        }
        switch (redeliveries.redeliver(owner, id)) {
            case RedeliveryResult.Begun(String begun) ->
                    Answers.json(request, 202, Map.of("id", begun));
            case RedeliveryResult.Absent _ -> throw MessageRoutes.absent();
            case RedeliveryResult.Refused(RedeliveryRefusal why) ->
                    throw new ProblemException(ProblemCode.NOT_REDELIVERABLE, reason(why));
            case RedeliveryResult.ContentGone _ ->
                    throw new ProblemException(
                            ProblemCode.CONTENT_GONE, "Ask the sender to send the mail again");
            case RedeliveryResult.Later _ -> {
                request.header("Retry-After", RETRY_SECONDS);
                throw new ProblemException(ProblemCode.UNAVAILABLE, "Try again in some seconds");
            }
        }
    }

    private static String reason(RedeliveryRefusal why) {
        return switch (why) {
            case NOT_INCOMING -> "Only mail that came to an alias can be delivered again";
            case ON_ITS_WAY -> "The mail is still on its way";
            case ARRIVED -> "The mail was delivered";
            case CONTENT_LOST -> "The content of the mail was lost: ask its sender";
            case WITHOUT_ALIAS -> "The alias that the mail came to must exist";
            case NOT_THE_OWNERS_WISH -> "Only mail that your own settings stopped can be released";
            case NOT_HELD ->
                    "Dropped mail is not held: switch holdDropped on for the mail that comes";
            case TOO_OLD ->
                    "Dropped mail is held for 7 days, mail that could not be delivered for 14";
        };
    }
}
