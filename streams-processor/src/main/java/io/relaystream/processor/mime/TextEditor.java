package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.processor.mime.TrackerFilter.Filtered;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/// Puts the banner into the texts of a mail and takes trackers out of them. A part that need not
/// change, or that cannot be changed without doubt, is left alone: one in an encoding that is
/// broken or unknown, signed or encrypted within its text, or with a byte order mark of UTF-16,
/// which browsers believe more than what the header says.
///
/// @param banner empty if there is to be none
/// @param trackers empty if they may stay
record TextEditor(ByteBuffer raw, Optional<Banner> banner, Optional<TrackerHosts> trackers) {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final String PGP = "-----BEGIN PGP ";

    /// @param content of a part after the change
    /// @param inUtf8 whether it is no longer in the part's own character set
    /// @param trackersRemoved how many were taken out
    record Edited(ByteBuffer content, boolean inUtf8, int trackersRemoved) {}

    /// @return empty if the part stays as it is
    Optional<EditedPart> edit(TextPart part) {
        boolean wanted =
                (part.main() && banner.isPresent()) || (part.html() && trackers.isPresent());
        if (!wanted) {
            return Optional.empty();
        }
        byte[] written = part.content(raw);
        return TransferEncoding.of(part.header())
                .flatMap(encoding -> encoding.decode(written))
                .filter(content -> !new String(content, ISO_8859_1).contains(PGP))
                .filter(content -> !beginsInUtf16(content))
                .flatMap(content -> edit(part, content, lineEnd(content, written)))
                .map(edited -> EditedPart.of(part, written, edited));
    }

    private static boolean beginsInUtf16(byte[] content) {
        int mark = content.length < 2 ? 0 : (content[0] & 0xff) << 8 | (content[1] & 0xff);
        return mark == 0xfeff || mark == 0xfffe;
    }

    /// How the lines of a text end.
    static String lineEnd(byte[] text) {
        int at = 0;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        boolean bare = at < text.length && (at == 0 || text[at - 1] != '\r');
        return bare ? "\n" : "\r\n";
    }

    /// A text without a line end gets those of the mail.
    private static String lineEnd(byte[] content, byte[] written) {
        return lineEnd(new String(content, ISO_8859_1).indexOf('\n') < 0 ? written : content);
    }

    private Optional<Edited> edit(TextPart part, byte[] content, String lineEnd) {
        TextCharset charset = TextCharset.of(part.type());
        if (part.html()) {
            return charset.forMarkup(content).flatMap(read -> html(part, content, read, lineEnd));
        }
        return banner.filter(_ -> charset.beginsAscii())
                .map(line -> plain(line, content, charset, lineEnd));
    }

    private Optional<Edited> html(TextPart part, byte[] content, Charset charset, String lineEnd) {
        String html = new String(content, charset);
        Filtered filtered =
                trackers.map(hosts -> TrackerFilter.filter(html, hosts))
                        .orElseGet(() -> new Filtered(html, 0));
        String edited =
                banner.filter(_ -> part.main())
                        .map(line -> insert(line, filtered.html(), lineEnd))
                        .orElseGet(filtered::html);
        return edited.equals(html)
                ? Optional.empty()
                : Optional.of(
                        new Edited(
                                ByteBuffer.wrap(edited.getBytes(charset)),
                                false,
                                filtered.removed()));
    }

    private static String insert(Banner banner, String html, String lineEnd) {
        int place = BannerPlace.in(html);
        return html.substring(0, place) + lineEnd + banner.html() + lineEnd + html.substring(place);
    }

    /// In the part's own character set if it can hold the banner, else in UTF-8; what is in neither
    /// gets a banner without accents.
    private static Edited plain(
            Banner banner, byte[] content, TextCharset charset, String lineEnd) {
        String behind = lineEnd.repeat(2);
        String line = banner.text() + behind;
        return charset.encode(line)
                .map(bytes -> new Edited(inFront(bytes, content), false, 0))
                .or(
                        () ->
                                charset.decode(content)
                                        .map(text -> (line + text).getBytes(UTF_8))
                                        .map(bytes -> new Edited(ByteBuffer.wrap(bytes), true, 0)))
                .orElseGet(
                        () -> {
                            byte[] ascii = (banner.ascii() + behind).getBytes(US_ASCII);
                            return new Edited(inFront(ascii, content), false, 0);
                        });
    }

    private static ByteBuffer inFront(byte[] line, byte[] content) {
        int mark = BYTE_ORDER_MARK.length;
        boolean marked =
                content.length >= mark && Arrays.equals(content, 0, mark, BYTE_ORDER_MARK, 0, mark);
        int from = marked ? mark : 0;
        ByteBuffer all = ByteBuffer.allocate(line.length + content.length);
        all.put(content, 0, from).put(line).put(content, from, content.length - from);
        return all.flip();
    }
}
