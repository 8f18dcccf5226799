package io.relaystream.api.alias;

/// What the owner calls an alias; personal, so [#toString()] hides it.
///
/// @param text without surrounding space, one line, at most 100 characters; empty for none
public record Label(String text) {
    public static final Label NONE = new Label("");
    private static final int MAX_LENGTH = 100;

    public Label {
        text = PersonalText.line(text, MAX_LENGTH);
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }
}
