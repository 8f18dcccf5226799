package io.relaystream.api.alias;

/// Where the owner gave an alias away, mostly a host; personal, so [#toString()] hides it.
///
/// @param text without surrounding space, one line, at most 253 characters; empty for none
public record UsedOn(String text) {
    public static final UsedOn NONE = new UsedOn("");
    private static final int MAX_LENGTH = 253;

    public UsedOn {
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
