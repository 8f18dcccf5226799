package io.relaystream.processor.mime;

import java.nio.ByteBuffer;

/// A part of text that a mail shows, where it lies; nothing is decoded yet.
///
/// @param headerStart where its header begins; -1 if that is the mail's own
/// @param bodyStart where its content begins
/// @param bodyEnd behind its content; the line end before a boundary belongs to the boundary
/// @param main whether it is, or is an alternative of, the first text that is shown
record TextPart(
        HeaderBlock header,
        ContentType type,
        int headerStart,
        int bodyStart,
        int bodyEnd,
        boolean main) {

    boolean html() {
        return type.name().equals("text/html");
    }

    /// Whether it is the whole body of the mail.
    boolean alone() {
        return headerStart < 0;
    }

    int length() {
        return bodyEnd - bodyStart;
    }

    byte[] content(ByteBuffer raw) {
        byte[] content = new byte[length()];
        raw.get(bodyStart, content);
        return content;
    }
}
