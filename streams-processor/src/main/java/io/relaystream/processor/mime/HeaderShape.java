package io.relaystream.processor.mime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// Whether all readers see a header where [HeaderBlock] sees it, with the same lines. They disagree
/// where the blank line was forgotten, where a line is white space alone, and on carriage returns
/// and NULs within a line.
final class HeaderShape {
    private HeaderShape() {}

    /// @param from where the header begins
    /// @param bodyStart where it ends for us
    /// @param foreign tells a line that ends it without a blank line
    static boolean isClear(ByteBuffer raw, int from, int bodyStart, Predicate<String> foreign) {
        boolean ended = false;
        int at = from;
        while (at < bodyStart) {
            int next = HeaderBlock.nextLine(raw, at);
            int end = lineEnd(raw, at, next);
            if (!isPlain(raw, at, end)) {
                return false;
            }
            ended = at == end;
            at = next;
        }
        return ended || bodyStart == raw.limit() || foreign.test(lineAt(raw, bodyStart));
    }

    private static boolean isPlain(ByteBuffer raw, int from, int to) {
        boolean blank = true;
        for (int at = from; at < to; at++) {
            byte c = raw.get(at);
            if (c == '\r' || c == '\0') {
                return false;
            }
            blank &= c == ' ' || c == '\t';
        }
        return !blank || from == to;
    }

    private static int lineEnd(ByteBuffer raw, int from, int next) {
        int end = next;
        if (end > from && raw.get(end - 1) == '\n') {
            end--;
            if (end > from && raw.get(end - 1) == '\r') {
                end--;
            }
        }
        return end;
    }

    private static String lineAt(ByteBuffer raw, int from) {
        int end = lineEnd(raw, from, HeaderBlock.nextLine(raw, from));
        byte[] line = new byte[Math.min(end - from, HeaderBlock.LIMIT)];
        raw.get(from, line);
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
