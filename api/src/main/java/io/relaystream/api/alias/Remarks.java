package io.relaystream.api.alias;

/// What the owner wrote about an alias, for nobody else.
public record Remarks(Label label, Note note, UsedOn usedOn) {
    public static final Remarks NONE = new Remarks(Label.NONE, Note.NONE, UsedOn.NONE);
}
