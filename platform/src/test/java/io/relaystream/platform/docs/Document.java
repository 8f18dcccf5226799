package io.relaystream.platform.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A Markdown file under `docs/`.
record Document(List<String> lines) {

    static Document read(String name) throws IOException {
        return new Document(Files.readAllLines(Path.of("..", "docs", name)));
    }

    /// The part from a heading to the next of its level or above.
    ///
    /// @param heading with its number signs
    Document section(String heading) {
        int start = lines.indexOf(heading);
        if (start < 0) {
            throw new AssertionError("The document must have the heading '%s'".formatted(heading));
        }
        int level = heading.indexOf(' ');
        int end = start + 1;
        while (end < lines.size() && !lines.get(end).matches("#{1,%d} .*".formatted(level))) {
            end++;
        }
        return new Document(lines.subList(start + 1, end));
    }

    /// The texts of the headings of a level.
    List<String> headings(int level) {
        String mark = "#".repeat(level) + " ";
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    /// The rows of all tables that begin with a code, cell by cell, without back ticks.
    List<List<String>> rows() {
        return lines.stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(1, line.lastIndexOf('|')))
                .map(
                        line ->
                                Arrays.stream(line.split("\\|", -1))
                                        .map(cell -> cell.strip().replace("`", ""))
                                        .toList())
                .toList();
    }

    /// Some cells of each row, joined by ` | `.
    List<String> rows(int... columns) {
        return rows().stream()
                .map(
                        row ->
                                Arrays.stream(columns)
                                        .mapToObj(row::get)
                                        .collect(Collectors.joining(" | ")))
                .toList();
    }
}
