package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The header of a mail that is attached to a reply: who wrote to whom, when and about what. How it
/// came to the owner tells the owner's provider, and goes.
record AttachedHeader(ContentFields texts, Disguise who) {
    private static final Set<String> PEOPLE = Set.of("from", "sender", "reply-to", "to", "cc");
    private static final Set<String> OTHERS = Set.of("subject", "mime-version");

    /// @param content the fields that describe its body, as they are to be
    List<HeaderField> of(HeaderBlock header, List<HeaderField> content) {
        List<HeaderField> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (HeaderField field : header.fields()) {
            String key = field.key();
            if (key.startsWith("content-")) {
                content.stream()
                        .filter(other -> other.key().equals(key) && seen.add(key))
                        .forEach(kept::add);
            } else if (PEOPLE.contains(key) && seen.add(key)) {
                people(field).ifPresent(kept::add);
            } else if (OTHERS.contains(key) && seen.add(key)) {
                kept.add(texts.text(field));
            } else if (key.equals("date") && seen.add(key)) {
                MailDate.read(field).map(date -> date(field, date)).ifPresent(kept::add);
            }
        }
        content.stream().filter(other -> !seen.contains(other.key())).forEach(kept::add);
        return kept;
    }

    private static HeaderField date(HeaderField field, Instant date) {
        String written = ' ' + OurFields.date(date);
        return field.value().equals(written) ? field : new HeaderField(field.name(), written);
    }

    /// The owner as the alias and without a name, correspondents by their own addresses, all others
    /// as they came.
    private Optional<HeaderField> people(HeaderField field) {
        List<String> entries = Recipients.split(field.value());
        List<String> shown = entries.stream().map(this::person).toList();
        if (shown.equals(entries)) {
            return Optional.of(field);
        }
        String value =
                shown.stream()
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .collect(Collectors.joining(",\r\n "));
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new HeaderField(field.name(), ' ' + value));
    }

    private String person(String entry) {
        HeaderField one = new HeaderField("", entry);
        Optional<EmailAddress> address = Mailbox.first(one.text()).address();
        Optional<EmailAddress> shown =
                address.filter(who::isOwner)
                        .map(_ -> who.alias())
                        .or(
                                () ->
                                        address.filter(who::isReverse)
                                                .map(
                                                        reverse ->
                                                                who.correspondent(reverse)
                                                                        .orElse(who.alias())));
        if (shown.isPresent()) {
            return '<' + new String(shown.get().value().getBytes(UTF_8), ISO_8859_1) + '>';
        }
        HeaderField text = texts.text(one);
        return text.equals(one) ? entry : text.value();
    }
}
