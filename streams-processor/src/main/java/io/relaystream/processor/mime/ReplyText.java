package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.processor.mime.EscapedText.Syntax;
import io.relaystream.processor.mime.TextEditor.Edited;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cleans one text of a reply: no mailbox of the owner's, no reverse address, no banner. Unlike
/// [TextEditor], which leaves alone what it is not sure of, this says so: nothing may be
/// overlooked.
final class ReplyText {
    /// Those whose lines are folded within words.
    private static final Set<String> FOLDED =
            Set.of(
                    "text/calendar",
                    "application/ics",
                    "text/vcard",
                    "text/x-vcard",
                    "text/directory",
                    "text/rfc822-headers",
                    "message/delivery-status",
                    "message/disposition-notification");

    private static final Pattern MARKUP = Pattern.compile(".*(html|xml|enriched|richtext)");

    /// A text that must be decoded takes several times its size in memory.
    private static final int MAX_DECODED = 8 * 1024 * 1024;

    private static final String PGP = "-----BEGIN PGP ";

    /// What is quoted cannot be decrypted or verified any more.
    private static final Pattern QUOTED_PGP = Pattern.compile("(?m)^[ \t]*>.*");

    /// A file within a link (RFC 2397). Whatever is longer is a picture.
    private static final Pattern DATA = Pattern.compile(";base64,([A-Za-z0-9+/=\\s]{1,1000000}+)");

    private final AddressCleaner cleaner;
    private final QuotedBanner banner;

    ReplyText(AddressCleaner cleaner, EmailAddress alias) {
        this.cleaner = cleaner;
        this.banner = new QuotedBanner(alias);
    }

    /// A text that was looked through.
    ///
    /// @param edited empty if it stays as it is
    record Cleaned(Optional<EditedPart> edited) {}

    /// @return empty if readers may see another text than we do, or it must not be changed
    Optional<Cleaned> clean(TextPart part, ByteBuffer raw) {
        byte[] written = part.content(raw);
        Optional<byte[]> content =
                TransferEncoding.of(part.header()).flatMap(encoding -> encoding.decode(written));
        return content.flatMap(bytes -> clean(part.type(), bytes))
                .map(
                        clean ->
                                new Cleaned(
                                        Optional.of(clean)
                                                .filter(
                                                        bytes ->
                                                                !Arrays.equals(
                                                                        bytes, content.get()))
                                                .map(bytes -> edited(part, written, bytes))));
    }

    private static EditedPart edited(TextPart part, byte[] written, byte[] content) {
        return EditedPart.of(part, written, new Edited(ByteBuffer.wrap(content), false, 0));
    }

    /// @return what it becomes; empty as above
    private Optional<byte[]> clean(ContentType type, byte[] content) {
        Optional<Charset> charset = charset(TextCharset.of(type), content);
        if (charset.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(content, charset.get());
        Syntax syntax = syntax(type);
        if (hasPgp(text, syntax) || hidesOwner(text)) {
            return Optional.empty();
        }
        String clean = clean(text, syntax);
        return Optional.of(clean.equals(text) ? content : clean.getBytes(charset.get()));
    }

    private static boolean hasPgp(String text, Syntax syntax) {
        return text.contains(PGP)
                && (syntax == Syntax.HTML || QUOTED_PGP.matcher(text).replaceAll("").contains(PGP));
    }

    private boolean hidesOwner(String text) {
        Matcher data = DATA.matcher(text);
        while (data.find()) {
            byte[] content = TransferEncoding.leniently(data.group(1).getBytes(ISO_8859_1));
            if (cleaner.finds(new String(content, ISO_8859_1), 0)) {
                return true;
            }
        }
        return false;
    }

    private String clean(String text, Syntax syntax) {
        String own =
                switch (syntax) {
                    case HTML -> banner.outOfHtml(text);
                    case PLAIN, JOINED -> banner.outOfText(text);
                    case FOLDED -> text;
                };
        return cleaner.clean(own, syntax);
    }

    /// @param type in lower case
    static boolean isMarkup(String type) {
        return MARKUP.matcher(type).matches();
    }

    private static Syntax syntax(ContentType type) {
        if (isMarkup(type.name())) {
            return Syntax.HTML;
        }
        if (FOLDED.contains(type.name())) {
            return Syntax.FOLDED;
        }
        boolean joined = type.parameter("delsp").filter("yes"::equalsIgnoreCase).isPresent();
        return joined ? Syntax.JOINED : Syntax.PLAIN;
    }

    /// What to read a text in, so that writing it again gives the same bytes. Where every byte
    /// below 128 is US-ASCII, it need not be decoded.
    ///
    /// @return empty if it is unknown and not like most, or the text is not in it
    private Optional<Charset> charset(TextCharset charset, byte[] content) {
        if (isWide(charset) && !hasByteOrderMark(content)) {
            return Optional.empty();
        }
        boolean bytes = cleaner.ascii() && charset.isReadAsBytes();
        if (!bytes && content.length > MAX_DECODED) {
            return Optional.empty();
        }
        Optional<Charset> markup = charset.forMarkup(content);
        if (cleaner.ascii() && markup.isPresent()) {
            return markup;
        }
        return charset.known()
                .filter(Charset::canEncode)
                .filter(known -> isIn(known, charset, content));
    }

    /// In UTF-16 and UTF-32, the order of bytes is told by the text or in the name.
    private static boolean isWide(TextCharset charset) {
        return charset.name().equals("utf-16") || charset.name().equals("utf-32");
    }

    private static boolean hasByteOrderMark(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 4), ISO_8859_1);
        return content.length == 0
                || start.startsWith("\u00fe\u00ff")
                || start.startsWith("\u00ff\u00fe")
                || start.startsWith("\0\0\u00fe\u00ff");
    }

    private static boolean isIn(Charset known, TextCharset charset, byte[] content) {
        return charset.decode(content)
                .filter(text -> isWide(charset) || Arrays.equals(text.getBytes(known), content))
                .isPresent();
    }
}
