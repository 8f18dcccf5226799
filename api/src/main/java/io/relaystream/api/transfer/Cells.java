package io.relaystream.api.transfer;

import java.util.regex.Pattern;

/// Texts as cells of a CSV file that a spreadsheet may open: none must be taken for a formula.
final class Cells {
    private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\t\r].*");
    private static final Pattern DEFUSED = Pattern.compile("(?s)'+[=+\\-@\t\r].*");

    private Cells() {}

    /// Puts an apostrophe before what looks like a formula; [#read] takes it away.
    static String write(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    static String read(String cell) {
        return DEFUSED.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
