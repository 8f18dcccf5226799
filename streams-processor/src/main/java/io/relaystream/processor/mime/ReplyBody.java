package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.relaystream.processor.mime.Delimiters.Line;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The body of a reply, or of a mail that is attached to one, without what tells the owner: every
/// text in it is cleaned, and of the headers of its parts only what describes them is left.
/// Pictures and other files stay as they are, byte for byte; if the owner's mailbox can be read in
/// one, it cannot be cleaned.
///
/// Fails closed: what is signed or encrypted cannot be cleaned, nor can what two readers could take
/// for different things, nor what exceeds a limit.
final class ReplyBody {
    static final int MAX_DEPTH = 64;
    static final int MAX_PARTS = 1_000;

    /// How many mails may be attached to each other.
    private static final int MAX_ATTACHED = 8;

    /// They cannot be looked into, cannot be changed, or tell who made them.
    private static final Set<String> SEALED =
            Set.of(
                    "multipart/signed",
                    "multipart/encrypted",
                    "application/pkcs7-mime",
                    "application/x-pkcs7-mime",
                    "application/pkcs7-signature",
                    "application/x-pkcs7-signature",
                    "application/pgp",
                    "application/pgp-encrypted",
                    "application/pgp-signature",
                    "application/pgp-keys",
                    "application/ms-tnef",
                    "application/vnd.ms-tnef",
                    "message/partial",
                    "message/external-body");

    private static final List<String> SEALED_FILES =
            List.of("smime.p7m", "smime.p7s", "winmail.dat");

    private static final String TEXT = "application/ics";

    private static final Set<String> MAILS = Set.of("message/rfc822", "message/global");

    /// Whatever stands behind this, it is no text and has no parts.
    private static final Pattern FILE = Pattern.compile("^(application|audio|font|image|video)/");

    private static final Pattern TYPE = Pattern.compile("[a-z0-9.+_-]+/[a-z0-9.+_-]+");

    private final ByteBuffer raw;
    private final ReplyParts cleaners;
    private final int attached;
    private final Delimiters delimiters;
    private final Line nothing;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private int copied;
    private int parts;
    private List<HeaderField> fields;
    private boolean sealed;

    /// What cleans the parts.
    ///
    /// @param texts cleans texts
    /// @param fields cleans what describes them
    /// @param mails cleans the headers of attached mails
    record ReplyParts(ReplyText texts, ContentFields fields, AttachedHeader mails) {}

    /// A body that was cleaned.
    ///
    /// @param fields those of the mail's header that describe it
    /// @param pieces one behind the other
    record Cleaned(List<HeaderField> fields, List<ByteBuffer> pieces) {}

    private ReplyBody(ByteBuffer raw, HeaderBlock header, ReplyParts cleaners, int attached) {
        this.raw = raw;
        this.cleaners = cleaners;
        this.attached = attached;
        this.delimiters = new Delimiters(raw);
        this.nothing = new Line(raw.limit(), raw.limit(), -1, false);
        this.copied = header.bodyStart();
        this.fields = cleaners.fields().of(header);
    }

    /// In linear time, but for mails that are attached to each other.
    ///
    /// @param header of the mail
    /// @return empty if it cannot be cleaned
    static Optional<Cleaned> of(ByteBuffer raw, HeaderBlock header, ReplyParts cleaners) {
        return of(raw, header, cleaners, 0);
    }

    private static Optional<Cleaned> of(
            ByteBuffer raw, HeaderBlock header, ReplyParts cleaners, int attached) {
        ReplyBody body = new ReplyBody(raw, header, cleaners, attached);
        body.content(header, -1, "text/plain", 0);
        if (body.sealed || body.delimiters.doubtful()) {
            return Optional.empty();
        }
        body.copy(raw.limit());
        return Optional.of(new Cleaned(body.fields, body.pieces));
    }

    /// @param untyped what it is if it does not say so
    /// @return the line behind it
    private Line part(int from, String untyped, int depth) {
        parts++;
        if (parts > MAX_PARTS || depth > MAX_DEPTH) {
            return giveUp();
        }
        return HeaderBlock.parse(raw, from, delimiters::divides)
                .filter(header -> isClear(from, header.bodyStart()))
                .map(header -> content(header, from, untyped, depth))
                .orElseGet(this::giveUp);
    }

    private boolean isClear(int from, int bodyStart) {
        return HeaderShape.isClear(raw, from, bodyStart, delimiters::divides);
    }

    private Line content(HeaderBlock header, int headerStart, String untyped, int depth) {
        ContentType type = ContentType.of(header);
        String name = header.first("content-type").isPresent() ? type.name() : untyped;
        if (!isClear(header, type) || SEALED.contains(name) || isNamedSealed(header)) {
            return giveUp();
        }
        if (name.startsWith("multipart/")) {
            return TransferEncoding.isIdentity(header) && type.boundary().isPresent()
                    ? multipart(header, headerStart, type, depth)
                    : giveUp();
        }
        Line end = delimiters.next(header.bodyStart());
        int bodyEnd = beforeLineEnd(header.bodyStart(), end);
        ContentType read = new ContentType(name, type.parameters(), false);
        TextPart part = new TextPart(header, read, headerStart, header.bodyStart(), bodyEnd, false);
        if (MAILS.contains(name)) {
            mail(part);
        } else if (isText(header, name)) {
            text(part);
        } else {
            file(part);
        }
        return end;
    }

    private Line multipart(HeaderBlock header, int headerStart, ContentType type, int depth) {
        header(header, headerStart, List.of());
        String untyped = type.name().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        int level = delimiters.open(type.boundary().orElseThrow());
        Line line = delimiters.next(header.bodyStart());
        while (line.level() == level && !line.last() && !sealed) {
            line = part(line.next(), untyped, depth + 1);
        }
        delimiters.close();
        return line.level() == level ? delimiters.next(line.next()) : line;
    }

    private void text(TextPart part) {
        Optional<ReplyText.Cleaned> cleaned = cleaners.texts().clean(part, raw);
        if (cleaned.isEmpty()) {
            giveUp();
            return;
        }
        Optional<EditedPart> edited = cleaned.get().edited();
        header(part.header(), part.headerStart(), edited.map(EditedPart::fields).orElse(List.of()));
        edited.ifPresent(change -> replace(part.bodyStart(), part.bodyEnd(), change.body()));
    }

    /// In one that is a text, whatever it says, the owner's mailbox can be replaced.
    private void file(TextPart part) {
        if (!cleaners.fields().tellsOwner(new String(fileContent(part), ISO_8859_1))) {
            header(part.header(), part.headerStart(), List.of());
        } else if (isText(fileContent(part))) {
            text(part);
        } else {
            giveUp();
        }
    }

    private byte[] fileContent(TextPart part) {
        byte[] written = part.content(raw);
        return TransferEncoding.of(part.header())
                .flatMap(encoding -> encoding.decode(written))
                .orElseGet(() -> TransferEncoding.leniently(written));
    }

    /// A mail in the mail, encoded or not.
    private void mail(TextPart part) {
        Optional<TransferEncoding> encoding = TransferEncoding.of(part.header());
        if (encoding.isEmpty() || attached == MAX_ATTACHED) {
            giveUp();
            return;
        }
        boolean plain = encoding.get() == TransferEncoding.IDENTITY;
        Optional<ByteBuffer> mail =
                plain
                        ? Optional.of(raw.slice(part.bodyStart(), part.length()))
                        : encoding.get().decode(part.content(raw)).map(ByteBuffer::wrap);
        Optional<MailBytes> cleaned = mail.flatMap(this::attached);
        if (cleaned.isEmpty()) {
            giveUp();
            return;
        }
        header(part.header(), part.headerStart(), List.of());
        if (plain) {
            replace(part.bodyStart(), part.bodyEnd(), cleaned.get().pieces());
        } else if (!sameBytes(cleaned.get(), mail.get())) {
            byte[] written =
                    encoding.get()
                            .encode(cleaned.get().toBytes(), TextEditor.lineEnd(part.content(raw)));
            replace(part.bodyStart(), part.bodyEnd(), ByteBuffer.wrap(written));
        }
    }

    private Optional<MailBytes> attached(ByteBuffer mail) {
        return HeaderBlock.parse(mail)
                .filter(header -> HeaderShape.isClear(mail, 0, header.bodyStart(), _ -> false))
                .flatMap(
                        header ->
                                of(mail, header, cleaners, attached + 1)
                                        .map(body -> attached(mail, header, body)));
    }

    private MailBytes attached(ByteBuffer mail, HeaderBlock header, Cleaned body) {
        List<ByteBuffer> all = new ArrayList<>();
        List<HeaderField> kept = cleaners.mails().of(header, body.fields());
        all.add(
                kept.equals(header.fields())
                        ? mail.slice(0, header.bodyStart())
                        : ByteBuffer.wrap(written(kept)));
        all.addAll(body.pieces());
        return new MailBytes(all);
    }

    private static boolean sameBytes(MailBytes one, ByteBuffer other) {
        return one.size() == other.remaining() && ByteBuffer.wrap(one.toBytes()).equals(other);
    }

    /// @param changes of the part's fields
    private void header(HeaderBlock header, int start, List<HeaderField> changes) {
        List<HeaderField> kept = start < 0 ? fields : cleaners.fields().of(header);
        List<HeaderField> changed = new HeaderBlock(kept, 0).with(changes).fields();
        if (start < 0) {
            fields = changed;
        } else if (!changed.equals(header.fields())) {
            replace(start, header.bodyStart(), ByteBuffer.wrap(written(changed)));
        }
    }

    private static byte[] written(List<HeaderField> fields) {
        HeaderWriter out = new HeaderWriter();
        fields.forEach(out::keep);
        return out.finish();
    }

    private void replace(int from, int to, ByteBuffer by) {
        replace(from, to, List.of(by));
    }

    private void replace(int from, int to, List<ByteBuffer> by) {
        copy(from);
        pieces.addAll(by);
        copied = to;
    }

    private void copy(int to) {
        if (to > copied) {
            pieces.add(raw.slice(copied, to - copied));
        }
    }

    private Line giveUp() {
        sealed = true;
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

    /// Whether all readers take it for the same: an encoding that is known, a type that can be read
    /// if it is one that matters, and nothing in pieces that says how to read it. Of fields that
    /// are repeated only the first goes out.
    private static boolean isClear(HeaderBlock header, ContentType type) {
        String line =
                header.first("content-type")
                        .map(field -> field.line().toLowerCase(Locale.ROOT))
                        .orElse("text/plain");
        boolean readable = TYPE.matcher(type.name()).matches() && line.startsWith(type.name());
        return (readable || FILE.matcher(line).find())
                && !type.ambiguous()
                && TransferEncoding.of(header).isPresent();
    }

    /// Some programs do not know the types of what they attach.
    private static boolean isNamedSealed(HeaderBlock header) {
        return Stream.of("content-type", "content-disposition")
                .flatMap(key -> header.first(key).stream())
                .map(field -> field.line().toLowerCase(Locale.ROOT))
                .anyMatch(line -> SEALED_FILES.stream().anyMatch(line::contains));
    }

    /// What is quoted-printable was a text, whatever it says.
    private static boolean isText(HeaderBlock header, String name) {
        return name.startsWith("text/")
                || name.startsWith("message/")
                || name.equals(TEXT)
                || ReplyText.isMarkup(name)
                || TransferEncoding.name(header).equals("quoted-printable");
    }

    private static boolean isText(byte[] content) {
        for (byte c : content) {
            if (c >= 0 && c < ' ' && (c < '\t' || c > '\r')) {
                return false;
            }
        }
        return true;
    }
}
