package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.live.Change;
import io.relaystream.api.live.Listener;
import io.relaystream.api.live.Live;
import io.relaystream.api.message.MessageService;
import io.relaystream.api.store.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/api/v1/events`: what happens to the owner's own things, as Server-Sent Events, as long as the
/// caller may read them. Whoever is cut off comes again and reads the lists anew.
record EventRoutes(Live live, MessageService messages, Callers callers) {
    static final String EVENTS = "/api/v1/events";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// How long a browser waits until it comes again.
    private static final String GREETING = "retry: 2000\n\n";

    private static final String HEARTBEAT_COMMENT = ":\n\n";

    void addTo(RoutesConfig routes) {
        routes.get(EVENTS, this::stream);
    }

    private void stream(Context request) {
        var owner = callers.owner(request, Scope.READ);
        try (Listener listener =
                live.listen(owner.accountId()).orElseThrow(() -> tooMany(request))) {
            request.status(200).contentType("text/event-stream").header("X-Accel-Buffering", "no");
            // Past Javalin, which would keep it until the end.
            write(request, owner, listener);
        } catch (IOException | UncheckedIOException e) {
            // The caller has gone, or takes nothing.
        } catch (ProblemException | StoreUnavailableException e) {
            if (!request.res().isCommitted()) {
                throw e;
            }
            // Its head is written: it just ends. The caller comes again and is told why.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Context request, Owner owner, Listener listener)
            throws IOException, InterruptedException {
        OutputStream out = request.res().getOutputStream();
        send(out, GREETING);
        long checked = System.nanoTime();
        while (!listener.over()) {
            Optional<Change> change = listener.next(HEARTBEAT);
            if (System.nanoTime() - checked >= HEARTBEAT.toNanos()) {
                // Ends it if the token was revoked or the account was deactivated.
                callers.ownerStill(request, Scope.READ);
                checked = System.nanoTime();
            }
            send(out, change.map(each -> events(owner, each)).orElse(HEARTBEAT_COMMENT));
        }
    }

    private String events(Owner owner, Change change) {
        StringBuilder events = new StringBuilder();
        switch (change) {
            case Change.Mails(_, var ids) ->
                    messages.find(owner, ids)
                            .forEach(
                                    message ->
                                            event(
                                                    events,
                                                    "message",
                                                    MessageAnswer.of(message, messages.now())));
            case Change.Aliases(_, var ids) -> ids.forEach(id -> event(events, "alias", id(id)));
            case Change.Account(var account) -> event(events, "account", id(account));
        }
        return events.toString();
    }

    private static Map<String, UUID> id(UUID id) {
        return Map.of("id", id);
    }

    private static void event(StringBuilder events, String name, Object data) {
        events.append("event: ")
                .append(name)
                .append("\ndata: ")
                .append(new String(Json.bytes(data), StandardCharsets.UTF_8))
                .append("\n\n");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ProblemException tooMany(Context request) {
        request.header("Retry-After", "15");
        return new ProblemException(
                ProblemCode.RATE_LIMITED, "An account may listen five times at once: close a page");
    }
}
