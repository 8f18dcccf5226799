package io.relaystream.processor.mime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the lines that divide a body into parts (RFC 2046 section 5.1.1), in linear time: of most
/// bytes only every third is looked at.
///
/// A delimiter is a line of its own, but for white space behind it: a boundary may be the beginning
/// of another one. Some readers take every line that begins like a delimiter for one; whether there
/// were such lines is told.
final class Delimiters {
    /// White space behind a delimiter that is put up with.
    private static final int MAX_PADDING = 200;

    /// So many other lines that begin with two dashes are looked at, as each is compared with every
    /// boundary; nothing is found behind them.
    private static final int MAX_OTHERS = 100_000;

    private final ByteBuffer raw;
    private final List<String> boundaries = new ArrayList<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private int longest;
    private int others;
    private boolean doubtful;

    /// A line that divides.
    ///
    /// @param start where it begins; the length of the mail if there is none
    /// @param next where the next line begins
    /// @param level which of the open boundaries it has, from 0; -1 if there is none
    /// @param last whether it ends the last part
    record Line(int start, int next, int level, boolean last) {}

    Delimiters(ByteBuffer raw) {
        this.raw = raw;
    }

    /// From now on this divides, too.
    ///
    /// @return its level
    int open(String boundary) {
        boundaries.add(boundary);
        longest = Math.max(longest, boundary.length());
        int level = boundaries.size() - 1;
        levels.put(boundary, level);
        return level;
    }

    /// The innermost boundary divides no more.
    void close() {
        String boundary = boundaries.removeLast();
        int outer = boundaries.lastIndexOf(boundary);
        levels.remove(boundary);
        if (outer >= 0) {
            levels.put(boundary, outer);
        }
    }

    /// Whether readers may disagree on where parts begin and end, so far.
    boolean doubtful() {
        return doubtful || others > MAX_OTHERS;
    }

    /// The next line that divides.
    ///
    /// @param from where a line begins
    Line next(int from) {
        int end = raw.limit();
        int at = startsWithDashes(from) ? from : nextDashes(from);
        while (at < end && others <= MAX_OTHERS) {
            int next = HeaderBlock.nextLine(raw, at);
            Line line = line(at, next, text(at, next));
            if (line.level >= 0) {
                return line;
            }
            others++;
            doubtful = doubtful || beginsLikeOne(at, next);
            at = startsWithDashes(next) ? next : nextDashes(next);
        }
        return new Line(end, end, -1, false);
    }

    /// @param line without its line end
    boolean divides(String line) {
        return line.startsWith("--") && line(0, 0, line.substring(2).stripTrailing()).level >= 0;
    }

    private Line line(int start, int next, String text) {
        int level = levels.getOrDefault(text, -1);
        if (level < 0 && text.endsWith("--")) {
            String boundary = text.substring(0, text.length() - 2);
            return new Line(start, next, levels.getOrDefault(boundary, -1), true);
        }
        return new Line(start, next, level, false);
    }

    /// What stands behind the dashes; nothing if it is too long for a delimiter.
    private String text(int start, int next) {
        int length = next - start - 2;
        if (length > longest + 2 + MAX_PADDING) {
            return "";
        }
        byte[] text = new byte[length];
        raw.get(start + 2, text);
        return new String(text, StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private boolean beginsLikeOne(int start, int next) {
        int length = Math.min(next - start - 2, longest);
        byte[] beginning = new byte[length];
        raw.get(start + 2, beginning);
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        return boundaries.stream().anyMatch(text::startsWith);
    }

    private boolean startsWithDashes(int at) {
        return at + 1 < raw.limit() && raw.get(at) == '-' && raw.get(at + 1) == '-';
    }

    /// Where the next line that begins with two dashes begins: looks for the second dash, and skips
    /// as far as what it finds there allows.
    private int nextDashes(int from) {
        int end = raw.limit();
        int at = from + 2;
        while (at < end) {
            byte here = raw.get(at);
            if (here == '\n') {
                at += 2;
            } else if (here == '-' && raw.get(at - 1) == '\n') {
                at++;
            } else if (here == '-' && raw.get(at - 1) == '-' && raw.get(at - 2) == '\n') {
                return at - 1;
            } else {
                at += 3;
            }
        }
        return end;
    }
}
