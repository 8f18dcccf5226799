package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.transfer.CsvFile;
import io.relaystream.api.transfer.ImportReport;
import io.relaystream.api.transfer.Imports;
import io.relaystream.api.transfer.JsonFile;
import io.relaystream.api.transfer.Row;
import io.relaystream.api.transfer.Source;
import io.relaystream.core.Code;
import io.relaystream.platform.log.LogKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.csv.CSVPrinter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done to many aliases at once, for the owner of the token.
record AliasTransferRoutes(AliasService aliases, Imports imports, Callers callers) {
    private static final Logger LOG = LoggerFactory.getLogger(AliasTransferRoutes.class);
    private static final String ALIASES = "/api/v1/aliases";
    private static final int MAX_IDS = 100;

    /// More would keep the caller waiting.
    private static final int MAX_ROWS = 1_000;

    private static final String CSV = "text/csv";
    private static final String JSON = "application/json";

    private enum Action implements Code {
        ENABLE,
        DISABLE,
        DELETE
    }

    private enum Format implements Code {
        CSV,
        JSON
    }

    private record Changed(int changed, List<UUID> notFound) {}

    private record Imported(int created, List<Skipped> skipped) {
        record Skipped(long line, String code, String reason) {}

        static Imported of(ImportReport report) {
            return new Imported(
                    report.created(),
                    report.skipped().stream()
                            .map(row -> new Skipped(row.line(), row.why().code(), row.text()))
                            .toList());
        }
    }

    /// Before the routes of single aliases, whose ids these would be.
    void addTo(RoutesConfig routes) {
        routes.post(ALIASES + "/bulk", this::changeMany);
        routes.get(ALIASES + "/export", this::export);
        routes.post(ALIASES + "/import", this::importAll);
    }

    private void changeMany(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<Set<UUID>> field = body.requiredList("ids", AliasTransferRoutes::ids);
        JsonBody.Field<Action> action = body.required("action", Action.class);
        body.finish();
        Set<UUID> ids = field.get();
        Set<UUID> found =
                switch (action.get()) {
                    case ENABLE -> aliases.switchAll(owner, ids, true);
                    case DISABLE -> aliases.switchAll(owner, ids, false);
                    case DELETE -> aliases.deleteAll(owner, ids);
                };
        Answers.json(
                request,
                200,
                new Changed(found.size(), ids.stream().filter(id -> !found.contains(id)).toList()));
    }

    private static Set<UUID> ids(List<String> texts) {
        if (texts.isEmpty() || texts.size() > MAX_IDS) {
            throw new IllegalArgumentException("must hold 1 to %d ids".formatted(MAX_IDS));
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                ids.add(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must hold ids of aliases only", e);
            }
        }
        return ids;
    }

    private void export(Context request) {
        var owner = callers.owner(request, Scope.READ);
        Format format = Query.choice(request, "format", Format.class).orElse(Format.JSON);
        String file = "aliases." + format.code();
        request.status(200)
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(file))
                .contentType(format == Format.CSV ? CSV + "; charset=utf-8" : JSON);
        try {
            // Not closed when it fails: a part must not look like the whole.
            Writer text =
                    new BufferedWriter(
                            new OutputStreamWriter(
                                    request.res().getOutputStream(), StandardCharsets.UTF_8));
            switch (format) {
                case CSV -> csv(owner, text);
                case JSON -> json(owner, text);
            }
            text.flush();
        } catch (IOException | UncheckedIOException e) {
            LOG.atInfo()
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("An export was not fetched to its end");
        }
    }

    private void csv(Owner owner, Writer out) throws IOException {
        CSVPrinter csv = CsvFile.begin(out);
        aliases.forEach(owner, alias -> CsvFile.add(csv, alias));
    }

    private void json(Owner owner, Writer out) throws IOException {
        out.write("{\"items\":[");
        AtomicBoolean first = new AtomicBoolean(true);
        aliases.forEach(
                owner,
                alias -> {
                    try {
                        out.write(first.getAndSet(false) ? "\n" : ",\n");
                        out.write(
                                new String(
                                        Json.bytes(AliasAnswer.of(alias)), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException("The client must take the export", e);
                    }
                });
        out.write("]}");
    }

    private void importAll(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        Source source = Query.choice(request, "source", Source.class).orElse(Source.RELAYSTREAM);
        boolean replaceForeign = Query.flag(request, "replaceForeign").orElse(false);
        List<Row> rows = rows(request, source);
        Answers.json(request, 200, Imported.of(imports.run(owner, rows, replaceForeign)));
    }

    private static List<Row> rows(Context request, Source source) {
        String type = String.valueOf(request.contentType()).toLowerCase(Locale.ROOT);
        boolean csv = type.startsWith(CSV);
        if (!csv && !(type.startsWith(JSON) && source == Source.RELAYSTREAM)) {
            throw new ProblemException(
                    Problem.invalid(
                            "Content-Type", "must be text/csv, or application/json for our own"));
        }
        try {
            String text = text(request);
            List<Row> rows = csv ? CsvFile.read(source, text) : JsonFile.read(text);
            if (rows.size() > MAX_ROWS) {
                throw new IllegalArgumentException(
                        "must have at most %d rows, got %d: split the file, with the line of headings in each part"
                                .formatted(MAX_ROWS, rows.size()));
            }
            return rows;
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid("body", String.valueOf(e.getMessage())));
        }
    }

    private static String text(Context request) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(JsonBody.bytes(request)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be in UTF-8", e);
        } catch (ProblemException e) {
            throw e.problem().code() == ProblemCode.BODY_TOO_LARGE
                    ? new ProblemException(
                            ProblemCode.BODY_TOO_LARGE,
                            e.problem().detail()
                                    + ": split the file, with the line of headings in each part")
                    : e;
        }
    }
}
