package io.relaystream.processor.mime;

import io.relaystream.processor.mime.Delimiters.Line;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the texts that a mail shows, in one pass over its body.
///
/// Attachments are none of them, nor is anything in a part that is signed, encrypted, a report or a
/// mail of its own, nor what is very long, nor what two readers could take for different things:
/// two types, two encodings, a parameter twice, a line that may be a delimiter, a part without the
/// blank line behind its header.
final class TextParts {
    static final int MAX_DEPTH = 64;
    static final int MAX_PARTS = 1_000;

    /// How long the headers of all parts may be together, in bytes.
    static final int MAX_HEADERS = 4 * HeaderBlock.LIMIT;

    /// Longer than any text that is meant to be read, in bytes as they are written in the mail.
    static final int MAX_LENGTH = 1024 * 1024;

    /// The same for all texts together.
    static final int MAX_TOTAL = 4 * MAX_LENGTH;

    /// Whose bytes must stay as they are.
    private static final Set<String> SEALED =
            Set.of(
                    "multipart/signed",
                    "multipart/encrypted",
                    "multipart/report",
                    "multipart/digest");

    private static final Set<String> TEXTS = Set.of("text/plain", "text/html");

    private final ByteBuffer raw;
    private final Delimiters delimiters;
    private final List<TextPart> texts = new ArrayList<>();
    private final Line nothing;
    private int parts;
    private int headers;
    private int total;
    private int mains;
    private boolean tooMuch;

    private TextParts(ByteBuffer raw) {
        this.raw = raw;
        this.delimiters = new Delimiters(raw);
        this.nothing = new Line(raw.limit(), raw.limit(), -1, false);
    }

    /// @param header of the mail
    /// @return in their order; empty if the mail is nested deeper than [#MAX_DEPTH], has more parts
    ///   than [#MAX_PARTS], or longer headers of parts than [HeaderBlock#LIMIT] and [#MAX_HEADERS]
    static Optional<List<TextPart>> of(ByteBuffer raw, HeaderBlock header) {
        TextParts found = new TextParts(raw);
        found.content(header, -1, true, 0);
        if (found.tooMuch) {
            return Optional.empty();
        }
        return Optional.of(found.delimiters.doubtful() ? List.of() : found.texts);
    }

    /// @param main whether the first text in it is the first that the mail shows
    /// @return the line behind it
    private Line part(int from, boolean main, int depth) {
        parts++;
        if (parts > MAX_PARTS || depth > MAX_DEPTH) {
            return giveUp();
        }
        return HeaderBlock.parse(raw, from, delimiters::divides)
                .filter(header -> fits(header.bodyStart() - from))
                .map(header -> content(header, from, main, depth))
                .orElseGet(this::giveUp);
    }

    private boolean fits(int header) {
        headers += header;
        return headers <= MAX_HEADERS;
    }

    private Line content(HeaderBlock header, int headerStart, boolean main, int depth) {
        ContentType type = ContentType.of(header);
        Optional<String> boundary = type.boundary();
        boolean clear =
                !type.ambiguous()
                        && !ambiguous(header)
                        && (headerStart < 0 || behindBlankLine(header.bodyStart()));
        boolean open = clear && !SEALED.contains(type.name());
        if (open && boundary.isPresent() && TransferEncoding.isIdentity(header)) {
            return multipart(header.bodyStart(), type, boundary.get(), main, depth);
        }
        Line end = delimiters.next(header.bodyStart());
        if (clear && TEXTS.contains(type.name()) && shown(header, type)) {
            int bodyEnd = beforeLineEnd(header.bodyStart(), end);
            add(new TextPart(header, type, headerStart, header.bodyStart(), bodyEnd, main));
            mains++;
        } else if (SEALED.contains(type.name())) {
            mains++;
        }
        return end;
    }

    private Line multipart(int from, ContentType type, String boundary, boolean main, int depth) {
        int level = delimiters.open(boundary);
        int before = mains;
        boolean first = true;
        Line line = delimiters.next(from);
        while (line.level() == level && !line.last()) {
            boolean stillMain =
                    switch (type.name()) {
                        case "multipart/alternative" -> main;
                        case "multipart/related" -> main && first;
                        default -> main && mains == before;
                    };
            line = part(line.next(), stillMain, depth + 1);
            first = false;
        }
        delimiters.close();
        return line.level() == level ? delimiters.next(line.next()) : line;
    }

    private void add(TextPart text) {
        if (text.length() <= MAX_LENGTH && text.length() <= MAX_TOTAL - total) {
            total += text.length();
            texts.add(text);
        }
    }

    private Line giveUp() {
        tooMuch = true;
        return nothing;
    }

    private int beforeLineEnd(int bodyStart, Line end) {
        int at = end.start();
        if (end.level() >= 0 && at > bodyStart && raw.get(at - 1) == '\n') {
            at--;
            if (at > bodyStart && raw.get(at - 1) == '\r') {
                at--;
            }
        }
        return at;
    }

    /// Without a blank line, some readers take what is put into the body for a part of the header.
    private boolean behindBlankLine(int bodyStart) {
        int at = bodyStart - 1;
        if (raw.get(at) != '\n') {
            return false;
        }
        do {
            at--;
        } while (raw.get(at) == '\r');
        return raw.get(at) == '\n';
    }

    private static boolean ambiguous(HeaderBlock header) {
        return header.repeats("content-type")
                || header.repeats("content-transfer-encoding")
                || header.repeats("content-disposition");
    }

    private static boolean shown(HeaderBlock header, ContentType type) {
        String disposition =
                header.first("content-disposition")
                        .map(field -> field.line().toLowerCase(Locale.ROOT))
                        .orElse("");
        return !disposition.startsWith("attachment")
                && !disposition.contains("filename")
                && type.parameters().keySet().stream().noneMatch(key -> key.startsWith("name"));
    }
}
