package io.relaystream.processor.mime;

import io.relaystream.core.seal.MessageIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives the owner's own message ids back in a mail that answers one of the owner's replies, so
/// that it threads in the owner's mailbox.
///
/// In `References:`, the owner's id stands behind the one that hides it, and both stay: mail
/// programs copy the field, so that the next reply shows which ids are the owner's own.
final class ForwardedThread {
    private final String accountId;
    private final MessageIds ids;

    ForwardedThread(String accountId, MessageIds ids) {
        this.accountId = accountId;
        this.ids = ids;
    }

    /// @param keepsMessageId whether the mail goes out with its own id; if not, that is put among
    ///   what it refers to, where the owner's next reply takes it from
    /// @return those fields that are to be others
    List<HeaderField> of(HeaderBlock header, boolean keepsMessageId) {
        List<HeaderField> fields = new ArrayList<>();
        Optional<HeaderField> parents = header.first("in-reply-to");
        parents.flatMap(field -> parents(field, header)).ifPresent(fields::add);
        List<String> own =
                keepsMessageId
                        ? List.of()
                        : header.first("message-id").map(MessageIdList::of).orElse(List.of());
        header.first("references")
                .or(() -> parents.filter(_ -> !own.isEmpty()))
                .or(() -> Optional.of(new HeaderField("References", "")))
                .flatMap(field -> references(field, own))
                .ifPresent(fields::add);
        return fields;
    }

    /// Of one parent with an id that SES gave it, the one before it counts if that is the owner's.
    private Optional<HeaderField> parents(HeaderField field, HeaderBlock header) {
        List<String> before = MessageIdList.of(field);
        List<String> references =
                header.first("references").map(MessageIdList::of).orElse(List.of());
        Optional<String> own =
                MessageIdList.withoutSes(before, references).stream()
                        .limit(before.size() == 1 ? 1 : 0)
                        .flatMap(id -> shown(id).stream())
                        .findFirst();
        List<String> shown =
                own.map(List::of)
                        .orElseGet(() -> before.stream().map(id -> shown(id).orElse(id)).toList());
        return changed(field.name(), before, shown);
    }

    private Optional<HeaderField> references(HeaderField field, List<String> own) {
        List<String> all = MessageIdList.of(field);
        List<String> pairs = new ArrayList<>();
        Optional<String> twin = Optional.empty();
        for (String id : MessageIdList.newest(all)) {
            if (!twin.equals(Optional.of(id))) {
                pairs.add(id);
            }
            twin = shown(id);
            twin.ifPresent(pairs::add);
        }
        own.stream().limit(1).filter(id -> !pairs.contains(id)).forEach(pairs::add);
        return changed("References", all, pairs);
    }

    private Optional<String> shown(String id) {
        return ids.shown(accountId, id).filter(MessageIdList::isClean);
    }

    private static Optional<HeaderField> changed(
            String name, List<String> before, List<String> after) {
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(new HeaderField(name, ' ' + MessageIdList.value(after)));
    }
}
