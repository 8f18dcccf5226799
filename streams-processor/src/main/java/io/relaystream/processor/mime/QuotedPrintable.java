package io.relaystream.processor.mime;

import java.io.ByteArrayOutputStream;

/// Quoted-printable (RFC 2045 section 6.7), read as readers do: what is not quoted as it must be
/// stands for itself, and white space at the end of a line does not count.
final class QuotedPrintable {
    private static final int MAX_LINE = 76;
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private QuotedPrintable() {}

    static byte[] decode(byte[] written) {
        var decoded = new ByteArrayOutputStream(written.length);
        int at = 0;
        while (at < written.length) {
            int c = written[at];
            if (c == ' ' || c == '\t') {
                int end = behindSpace(written, at);
                if (!lineEnds(written, end)) {
                    decoded.write(written, at, end - at);
                }
                at = end;
            } else if (c == '=') {
                at = quoted(written, at, decoded);
            } else {
                decoded.write(c);
                at++;
            }
        }
        return decoded.toByteArray();
    }

    /// The last line has room for an equals sign, if it ends without a line end.
    ///
    /// @param lineEnd what counts as the end of a line in the bytes, and ends lines that are too
    ///   long
    static byte[] encode(byte[] bytes, String lineEnd) {
        var written = new Writer(lineEnd, bytes.length);
        int at = 0;
        while (at < bytes.length) {
            if (isLineEnd(bytes, at, lineEnd)) {
                written.endLine();
                at += lineEnd.length();
            } else {
                int c = bytes[at++] & 0xff;
                boolean end = at == bytes.length;
                boolean last = !end && isLineEnd(bytes, at, lineEnd);
                written.put(c, isPlain(c) || ((c == ' ' || c == '\t') && !end && !last), last);
            }
        }
        return written.out.toByteArray();
    }

    /// @param at of an equals sign
    /// @return where to go on
    private static int quoted(byte[] written, int at, ByteArrayOutputStream decoded) {
        int end = behindSpace(written, at + 1);
        if (lineEnds(written, end)) {
            return behindLineEnd(written, end);
        }
        int high = at + 2 < written.length ? Character.digit(written[at + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(written[at + 2], 16);
        if (low < 0) {
            decoded.write('=');
            return at + 1;
        }
        decoded.write(high << 4 | low);
        return at + 3;
    }

    private static int behindSpace(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean lineEnds(byte[] bytes, int at) {
        return at >= bytes.length
                || bytes[at] == '\n'
                || (bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n');
    }

    private static int behindLineEnd(byte[] bytes, int at) {
        int next = at < bytes.length && bytes[at] == '\r' ? at + 1 : at;
        return Math.min(next + 1, bytes.length);
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 127 && c != '=';
    }

    /// A line feed behind a carriage return ends no line where bare ones do: readers would put
    /// another carriage return between them.
    private static boolean isLineEnd(byte[] bytes, int at, String lineEnd) {
        if (bytes[at] != lineEnd.charAt(0) || at + lineEnd.length() > bytes.length) {
            return false;
        }
        return lineEnd.length() == 1
                ? at == 0 || bytes[at - 1] != '\r'
                : bytes[at + 1] == lineEnd.charAt(1);
    }

    /// Writes lines that are not too long.
    private static final class Writer {
        private final ByteArrayOutputStream out;
        private final String lineEnd;
        private int column;

        Writer(String lineEnd, int size) {
            this.lineEnd = lineEnd;
            this.out = new ByteArrayOutputStream(size + size / 8);
        }

        /// @param last whether the line ends behind it
        void put(int c, boolean plain, boolean last) {
            int width = plain ? 1 : 3;
            if (column + width > (last ? MAX_LINE : MAX_LINE - 1)) {
                out.write('=');
                endLine();
            }
            if (plain) {
                out.write(c);
            } else {
                out.write('=');
                out.write(HEX[c >> 4]);
                out.write(HEX[c & 15]);
            }
            column += width;
        }

        void endLine() {
            for (int at = 0; at < lineEnd.length(); at++) {
                out.write(lineEnd.charAt(at));
            }
            column = 0;
        }
    }
}
