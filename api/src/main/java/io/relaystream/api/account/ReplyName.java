package io.relaystream.api.account;

import org.jspecify.annotations.Nullable;

/// What correspondents see as the author's name of a reply; personal, so [#toString()] hides it.
///
/// @param text without surrounding space, one line; null for none
public record ReplyName(@Nullable String text) {
    public static final ReplyName NONE = new ReplyName(null);
    private static final int MAX_LENGTH = 60;

    /// @throws IllegalArgumentException if it is too long, or could be taken for more than a name
    public static ReplyName parse(String text) {
        String name = text.strip();
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have 1 to %d characters, got %d".formatted(MAX_LENGTH, length));
        }
        if (name.chars().anyMatch(c -> "@<>\"".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("must not hold @, <, > or a double quote");
        }
        if (name.codePoints().anyMatch(ReplyName::steers)) {
            throw new IllegalArgumentException("must be one line without control characters");
        }
        return new ReplyName(name);
    }

    @Override
    public String toString() {
        return text == null ? "none" : "***";
    }

    /// Whether it breaks the line or changes the direction of what stands beside it.
    private static boolean steers(int character) {
        return switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE ->
                            true;
                    default -> false;
                }
                || switch (Character.getDirectionality(character)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
                            true;
                    default -> false;
                };
    }
}
