package io.relaystream.api.alias;

import java.util.function.IntPredicate;

/// What owners write about their aliases, checked.
final class PersonalText {
    private PersonalText() {}

    /// @return without surrounding space
    /// @throws IllegalArgumentException if it is too long or more than a line
    static String line(String text, int maxLength) {
        String line = bounded(text, maxLength);
        refuse(line, PersonalText::control, "must be one line without control characters");
        return line;
    }

    /// @return without surrounding space, each line ended by a line feed
    /// @throws IllegalArgumentException if it is too long or steers whatever shows it
    static String lines(String text, int maxLength) {
        String lines = bounded(text.replace("\r\n", "\n"), maxLength);
        refuse(
                lines,
                character -> character != '\n' && character != '\t' && control(character),
                "must not hold control characters");
        return lines;
    }

    private static String bounded(String text, int maxLength) {
        String stripped = text.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length > maxLength) {
            throw new IllegalArgumentException(
                    "must have at most %d characters, got %d".formatted(maxLength, length));
        }
        return stripped;
    }

    private static void refuse(String text, IntPredicate wrong, String message) {
        if (text.codePoints().anyMatch(wrong)) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean control(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
