package io.relaystream.api.transfer;

import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.core.stats.AliasStats;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Aliases as CSV (RFC 4180) with a line of headings.
public final class CsvFile {
    private static final String[] COLUMNS = {
        "address",
        "kind",
        "enabled",
        "blocking",
        "label",
        "note",
        "usedOn",
        "expiresAt",
        "blockedSenders",
        "banner",
        "createdAt",
        "forwarded",
        "blocked",
        "replied",
        "lastUsedAt"
    };
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreHeaderCase(true)
                    .setAllowMissingColumnNames(true)
                    .setIgnoreEmptyLines(false)
                    .get();
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private CsvFile() {}

    /// Begins an export.
    public static CSVPrinter begin(Writer out) throws IOException {
        return new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get());
    }

    /// One more row of an export.
    public static void add(CSVPrinter csv, OwnedAlias alias) {
        AliasSettings settings = alias.settings();
        Remarks remarks = settings.remarks();
        AliasStats stats = alias.stats();
        try {
            csv.printRecord(
                    Cells.write(alias.address().value()),
                    alias.kind().code(),
                    settings.enabled(),
                    settings.blocking().code(),
                    Cells.write(remarks.label().text()),
                    Cells.write(remarks.note().text()),
                    Cells.write(remarks.usedOn().text()),
                    orBlank(settings.expiry().at()),
                    Cells.write(String.join(" ", settings.blockedSenders().values())),
                    settings.banner(),
                    alias.createdAt(),
                    stats.forwarded(),
                    stats.blocked(),
                    stats.replied(),
                    orBlank(stats.lastUsedAt()));
        } catch (IOException e) {
            throw new UncheckedIOException("The client must take the export", e);
        }
    }

    /// Reads an export of ours or of others: SimpleLogin has the columns alias, note, enabled and
    /// mailboxes, addy.io has email, active, description, deleted_at and more.
    ///
    /// @throws IllegalArgumentException if it is no CSV, or has no column with addresses
    public static List<Row> read(Source source, String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try (CSVParser csv = CSVParser.parse(new StringReader(plain), FORMAT)) {
            String address = address(source);
            if (csv.getHeaderNames().stream().noneMatch(address::equalsIgnoreCase)) {
                throw new IllegalArgumentException(
                        "must begin with a line of headings, one of them " + address);
            }
            List<Row> rows = new ArrayList<>();
            Iterator<CSVRecord> records = csv.iterator();
            long line = csv.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                CSVRecord csvRow = records.next();
                if (csvRow.size() > 1 || !csvRow.get(0).isBlank()) {
                    rows.add(row(source, line, csvRow));
                }
                line = csv.getCurrentLineNumber() + 1;
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new IllegalArgumentException("must be CSV with every quote closed", e);
        }
    }

    private static String address(Source source) {
        return switch (source) {
            case RELAYSTREAM -> "address";
            case SIMPLELOGIN -> "alias";
            case ADDY -> "email";
        };
    }

    private static Row row(Source source, long line, CSVRecord csv) {
        Fields fields = new Fields(line, column -> cell(csv, column));
        if (source == Source.ADDY && cell(csv, "deleted_at").isPresent()) {
            return new Row.Unusable(line, SkipReason.DELETED, SkipReason.DELETED.text());
        }
        return fields.row(
                address(source),
                row ->
                        switch (source) {
                            case RELAYSTREAM -> row.ours();
                            case SIMPLELOGIN -> row.foreign("note", "enabled", true);
                            // addy.io leaves what is false blank.
                            case ADDY ->
                                    row.foreign("description", "active", !csv.isMapped("active"));
                        });
    }

    private static Optional<String> cell(CSVRecord csv, String column) {
        return csv.isSet(column)
                ? Optional.of(Cells.read(csv.get(column))).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static String orBlank(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
