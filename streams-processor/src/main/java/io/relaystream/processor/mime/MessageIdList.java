package io.relaystream.processor.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The message ids in a field, without their angle brackets (RFC 5322 section 3.6.4), read in
/// linear time.
final class MessageIdList {
    /// More than readers look at; of longer lists the first and the last are kept.
    static final int MAX_IDS = 50;

    /// Longer ones do not fit into a line.
    private static final int MAX_LENGTH = 980;

    private static final String SES = "amazonses.com";

    private MessageIdList() {}

    static List<String> of(HeaderField field) {
        String value = field.value();
        List<String> ids = new ArrayList<>();
        int open = value.indexOf('<');
        while (open >= 0) {
            int close = value.indexOf('>', open);
            if (close < 0) {
                break;
            }
            // What is never closed ends where the next one begins.
            add(ids, value.substring(value.lastIndexOf('<', close) + 1, close));
            open = value.indexOf('<', close);
        }
        if (ids.isEmpty() && value.indexOf('<') < 0) {
            for (String word : value.split("[ \t\r\n]+", -1)) {
                add(ids, word.indexOf('@') > 0 ? word : "");
            }
        }
        return ids;
    }

    /// The first one and the newest, if there are absurdly many.
    static List<String> newest(List<String> ids) {
        if (ids.size() <= MAX_IDS) {
            return ids;
        }
        List<String> kept = new ArrayList<>(ids.subList(ids.size() - MAX_IDS + 1, ids.size()));
        kept.addFirst(ids.getFirst());
        return kept;
    }

    /// Whether Amazon SES gave this id to a mail, whatever id that had before.
    private static boolean isOfSes(String id) {
        String host = id.substring(id.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return host.equals(SES) || host.endsWith('.' + SES);
    }

    /// What a mail answers. Amazon SES gives every mail that it sends another id; if that is
    /// answered, the mail's own is the one before it in the conversation.
    ///
    /// @param references the conversation, the oldest first
    static List<String> withoutSes(List<String> parents, List<String> references) {
        if (parents.size() != 1 || !isOfSes(parents.getFirst())) {
            return parents;
        }
        int at = references.lastIndexOf(parents.getFirst());
        int before = (at < 0 ? references.size() : at) - 1;
        return before < 0 ? parents : List.of(references.get(before));
    }

    /// As a field's value, each in a line of its own.
    static String value(List<String> ids) {
        return ids.stream().map(id -> '<' + id + '>').collect(Collectors.joining("\r\n "));
    }

    private static void add(List<String> ids, String text) {
        String id = text.replaceAll("[ \t\r\n]", "");
        if (isClean(id)) {
            ids.add(id);
        }
    }

    /// Whether it can be written into a header.
    static boolean isClean(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.chars().allMatch(c -> c > ' ' && c < 127 && c != '<' && c != '>');
    }
}
