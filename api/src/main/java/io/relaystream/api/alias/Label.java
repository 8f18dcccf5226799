package io.relaystream.api.alias;

/// What the owner calls an alias; personal, so [#toString()] hides it.
///
/// @param text without surrounding space, one line, at most 100 characters; empty for none
public record Label(String text) {
    public static final Label NONE = new Label("");
    private static final int MAX_LENGTH = 100;

    public Label {
        text = text.strip();
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have at most %d characters, got %d"
                            .formatted(MAX_LENGTH, text.codePointCount(0, text.length())));
        }
        if (text.codePoints().anyMatch(Label::breaksTheLine)) {
            throw new IllegalArgumentException("must be one line without control characters");
        }
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }

    private static boolean breaksTheLine(int character) {
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
