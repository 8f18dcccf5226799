package io.relaystream.processor.mime;

import io.relaystream.core.address.EncodedWords;
import io.relaystream.processor.mime.EscapedText.Syntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The fields of a reply that people read or that describe its parts, without the owner's mailbox.
record ContentFields(AddressCleaner cleaner) {
    private static final Set<String> STALE = Set.of("content-length", "content-md5");

    /// Those that describe a part, the first of each name; all others go.
    List<HeaderField> of(HeaderBlock header) {
        Set<String> seen = new HashSet<>();
        return header.fields().stream()
                .filter(field -> field.key().startsWith("content-"))
                .filter(field -> !STALE.contains(field.key()) && seen.add(field.key()))
                .map(this::content)
                .toList();
    }

    /// A field whose content is text for people.
    ///
    /// @return the field itself if nothing has to change
    HeaderField text(HeaderField field) {
        String line = field.line();
        String read = EncodedWords.decode(line);
        String clean = cleanDecoded(read);
        boolean same = clean.equals(read) && clean(line).equals(line);
        return same ? field : new HeaderField(field.name(), ' ' + written(clean));
    }

    boolean tellsOwner(String text) {
        return cleaner.finds(text, 0);
    }

    private HeaderField content(HeaderField field) {
        return switch (field.key()) {
            case "content-type", "content-disposition" -> parameters(field);
            case "content-transfer-encoding" -> field;
            case "content-id" -> id(field);
            default -> text(field);
        };
    }

    private HeaderField parameters(HeaderField field) {
        String value = field.value();
        String clean = FieldParameters.cleaned(value, this::clean, this::cleanDecoded);
        return clean.equals(value) ? field : new HeaderField(field.name(), clean);
    }

    /// Mail programs put the author's host behind the ids of images.
    private HeaderField id(HeaderField field) {
        String value = field.value();
        String clean = clean(cleaner.cleanIds(value));
        return clean.equals(value) ? field : new HeaderField(field.name(), clean);
    }

    private String clean(String text) {
        return cleaner.clean(text, Syntax.PLAIN);
    }

    /// Without what still looks like an encoded word: others may be able to read it.
    private String cleanDecoded(String text) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int word = text.indexOf("=?");
        int end = text.indexOf("?=", word + 2);
        while (word >= 0 && end >= 0) {
            out.append(text, copied, word).append("...");
            copied = end + 2;
            word = text.indexOf("=?", copied);
            end = text.indexOf("?=", word + 2);
        }
        return clean(out.append(text, copied, text.length()).toString());
    }

    /// As it can stand in a header, each byte as one character.
    static String written(String text) {
        String line =
                text.codePoints()
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        boolean plain = line.chars().allMatch(c -> c >= ' ' && c < 127) && !line.contains("=?");
        return plain ? line : EncodedWords.encode(line);
    }
}
