package io.relaystream.api.alias;

/// What the owner wants to remember about an alias; personal, so [#toString()] hides it.
///
/// @param text without surrounding space, at most 1,000 characters; empty for none
public record Note(String text) {
    public static final Note NONE = new Note("");
    private static final int MAX_LENGTH = 1_000;

    public Note {
        text = PersonalText.lines(text, MAX_LENGTH);
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }
}
