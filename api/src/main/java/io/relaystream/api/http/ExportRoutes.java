package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ExportStore;
import io.relaystream.api.account.ExportStore.Item;
import io.relaystream.api.account.ExportStore.Position;
import io.relaystream.api.account.ExportStore.Section;
import io.relaystream.api.account.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// `/api/v1/account/export`: all that is owned, written while it is read, so that it may be as
/// large as it likes.
record ExportRoutes(
        AccountService accounts, ExportStore store, Callers callers, InstantSource clock) {

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/account/export", this::export);
    }

    private void export(Context request) {
        var owner = callers.owner(request, Scope.READ);
        AccountDetails account =
                accounts.find(owner.accountId()).orElseThrow(() -> Callers.unknown(request));
        request.status(200)
                .contentType("application/json")
                .header("Content-Disposition", "attachment; filename=\"relaystream.json\"");
        try {
            OutputStream out = request.outputStream();
            write(out, "{\"account\":");
            out.write(Json.bytes(AccountAnswer.of(account, accounts.limits(), clock.instant())));
            for (Section section : Section.values()) {
                write(out, ",\"" + section.name().toLowerCase(Locale.ROOT) + "\":[");
                write(out, account.id(), section);
                write(out, "]");
            }
            write(out, "}");
        } catch (IOException e) {
            throw new UncheckedIOException("The reader of an export must stay", e);
        }
    }

    private void write(OutputStream out, UUID account, Section section) throws IOException {
        String separator = "";
        List<Item> part = store.next(account, section, Position.START);
        while (!part.isEmpty()) {
            for (Item item : part) {
                write(out, separator + item.json());
                separator = ",";
            }
            part = store.next(account, section, part.getLast().position());
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
