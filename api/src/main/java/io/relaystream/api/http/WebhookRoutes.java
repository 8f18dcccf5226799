package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Scope;
import io.relaystream.api.store.Slice;
import io.relaystream.api.webhook.Webhook;
import io.relaystream.api.webhook.WebhookChange;
import io.relaystream.api.webhook.WebhookDelivery;
import io.relaystream.api.webhook.WebhookEvent;
import io.relaystream.api.webhook.WebhookRefusal;
import io.relaystream.api.webhook.WebhookResult;
import io.relaystream.api.webhook.WebhookService;
import io.relaystream.api.webhook.WebhookUrl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// `/api/v1/webhooks`, for the owner of the token. A webhook of somebody else and one that never
/// was get the same answer.
record WebhookRoutes(WebhookService webhooks, Callers callers) {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{id}";

    void addTo(RoutesConfig routes) {
        routes.post(WEBHOOKS, this::create);
        routes.get(WEBHOOKS, this::list);
        routes.get(WEBHOOK, this::show);
        routes.patch(WEBHOOK, this::change);
        routes.delete(WEBHOOK, this::delete);
        routes.get(WEBHOOK + "/deliveries", this::deliveries);
        routes.post(WEBHOOK + "/test", this::ping);
    }

    private void create(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<WebhookUrl> url = body.required("url", WebhookUrl::new);
        JsonBody.Field<Set<WebhookEvent>> events =
                body.requiredList("events", WebhookRoutes::events);
        body.finish();
        answer(request, webhooks.create(owner, url.get(), events.get()));
    }

    private void list(Context request) {
        var owner = callers.owner(request, Scope.READ);
        Slice<Webhook> slice =
                webhooks.newest(
                        owner, Query.after(request, Cursor::position), Query.limit(request));
        Answers.json(request, 200, Page.of(slice, WebhookAnswer::of));
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        Webhook webhook =
                Query.id(request)
                        .flatMap(id -> webhooks.find(owner, id))
                        .orElseThrow(WebhookRoutes::absent);
        Answers.json(request, 200, WebhookAnswer.of(webhook));
    }

    private void change(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        WebhookChange change =
                new WebhookChange(
                        body.optional("url", WebhookUrl::new).value(),
                        body.optionalList("events", WebhookRoutes::events).value(),
                        body.optionalFlag("enabled").value());
        body.finish();
        if (change.nothing()) {
            throw Problem.nothingGiven("url, events and enabled");
        }
        answer(request, webhooks.change(owner, id(request), change));
    }

    private void delete(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        if (!webhooks.delete(owner, id(request))) {
            throw absent();
        }
        request.status(204);
    }

    private void deliveries(Context request) {
        var owner = callers.owner(request, Scope.READ);
        Slice<WebhookDelivery> slice =
                webhooks.deliveries(
                                owner,
                                id(request),
                                Query.after(request, Cursor::position),
                                Query.limit(request))
                        .orElseThrow(WebhookRoutes::absent);
        Answers.json(request, 200, Page.of(slice, WebhookDeliveryAnswer::of));
    }

    private void ping(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        answer(request, webhooks.ping(owner, id(request)));
    }

    private static void answer(Context request, WebhookResult result) {
        switch (result) {
            case WebhookResult.Created(var webhook, var secret) -> {
                request.header("Location", WEBHOOKS + "/" + webhook.id());
                Answers.json(request, 201, WebhookAnswer.of(webhook, secret));
            }
            case WebhookResult.Changed(var webhook) ->
                    Answers.json(request, 200, WebhookAnswer.of(webhook));
            case WebhookResult.Pinged(var delivery) ->
                    Answers.json(request, 202, Map.of("id", delivery));
            case WebhookResult.Refused(var why) -> {
                if (why == WebhookRefusal.HOST_NOT_LOOKED_UP) {
                    request.header("Retry-After", "60");
                }
                throw refused(why);
            }
        }
    }

    private static Set<WebhookEvent> events(List<String> texts) {
        return JsonBody.choices(WebhookEvent.class, texts);
    }

    private static UUID id(Context request) {
        return Query.id(request).orElseThrow(WebhookRoutes::absent);
    }

    private static ProblemException absent() {
        return refused(WebhookRefusal.ABSENT);
    }

    private static ProblemException refused(WebhookRefusal why) {
        return switch (why) {
            case ABSENT ->
                    new ProblemException(
                            ProblemCode.WEBHOOK_NOT_FOUND,
                            "The id must be that of a webhook of yours");
            case DISABLED ->
                    new ProblemException(
                            ProblemCode.WEBHOOK_DISABLED, "Enable the webhook before you try it");
            case LIMIT_REACHED ->
                    new ProblemException(
                            ProblemCode.WEBHOOK_LIMIT_REACHED,
                            "Delete a webhook that you do not need");
            case HTTPS_REQUIRED ->
                    new ProblemException(Problem.invalid("url", "must begin with https://"));
            case HOST_NOT_PUBLIC ->
                    new ProblemException(
                            Problem.invalid(
                                    "url", "must have a host that the whole Internet can reach"));
            case HOST_NOT_LOOKED_UP ->
                    new ProblemException(
                            ProblemCode.UNAVAILABLE,
                            "The name servers of the url did not answer in time: try again in a minute");
        };
    }
}
