package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.MessageIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which mails a reply belongs to, as its correspondent knows them: the owner's own ids are hidden
/// ([MessageIds]), the others stay.
///
/// An id is the owner's own if it is the twin of a hidden one that is there, too (see
/// [ForwardedThread]), if it tells the owner's name, or if it comes from the owner's host and the
/// correspondent is elsewhere.
///
/// @param id of the reply; empty if it has none
/// @param parents what it answers
/// @param references the whole conversation, the oldest first
record ReplyThread(Optional<String> id, List<String> parents, List<String> references) {
    private static final int MIN_NAME = 3;

    /// @param keepsMessageId whether the reply goes out with its id; if not, that is put among what
    ///   it refers to, where the correspondent's answer takes it from
    static ReplyThread of(
            HeaderBlock header,
            DeliveryRequest request,
            Disguise who,
            MessageIds ids,
            boolean keepsMessageId) {
        Reader reader = new Reader(header, request, who, ids);
        return keepsMessageId ? reader.read(false) : reader.read(true).referringToItself();
    }

    private ReplyThread referringToItself() {
        List<String> all = Stream.concat(references.stream(), id.stream()).distinct().toList();
        return new ReplyThread(id, parents, all);
    }

    private static final class Reader {
        private final HeaderBlock header;
        private final DeliveryRequest request;
        private final EmailAddress owner;
        private final MessageIds ids;
        private final Set<String> twins = new HashSet<>();

        Reader(HeaderBlock header, DeliveryRequest request, Disguise who, MessageIds ids) {
            this.header = header;
            this.request = request;
            this.owner = who.owner().withoutTag();
            this.ids = ids;
        }

        /// @param bySes whether the mail that is answered went out with another id than its own
        ReplyThread read(boolean bySes) {
            List<String> references = MessageIdList.newest(list("references"));
            List<String> parents = MessageIdList.newest(list("in-reply-to"));
            references.forEach(this::meet);
            parents.forEach(this::meet);
            List<String> answered = bySes ? MessageIdList.withoutSes(parents, references) : parents;
            if (!answered.equals(parents)) {
                references.removeAll(parents);
            }
            return new ReplyThread(
                    list("message-id").stream().findFirst().map(this::hidden),
                    answered.stream().map(this::known).distinct().toList(),
                    references.stream().map(this::known).distinct().toList());
        }

        private List<String> list(String key) {
            return header.first(key)
                    .map(MessageIdList::of)
                    .map(ArrayList::new)
                    .orElseGet(ArrayList::new);
        }

        private void meet(String id) {
            ids.shown(request.accountId(), id).ifPresent(twins::add);
        }

        private String known(String id) {
            boolean hide =
                    ids.shown(request.accountId(), id).isEmpty()
                            && (twins.contains(id) || tellsOwner(id));
            return hide ? hidden(id) : id;
        }

        private String hidden(String id) {
            return ids.hidden(request.accountId(), id);
        }

        private boolean tellsOwner(String id) {
            String lower = id.toLowerCase(Locale.ROOT);
            return names(lower)
                    || (related(host(lower), owner.domain())
                            && !related(host(lower), request.destination().domain()));
        }

        /// Whether the owner's name is in it as a word.
        private boolean names(String id) {
            String local = owner.local();
            int at = id.indexOf(local);
            while (at >= 0) {
                int end = at + local.length();
                boolean word =
                        (at == 0 || !Character.isLetterOrDigit(id.charAt(at - 1)))
                                && (end == id.length()
                                        || !Character.isLetterOrDigit(id.charAt(end)));
                if (word
                        && (local.length() >= MIN_NAME || id.startsWith(owner.domain(), end + 1))) {
                    return true;
                }
                at = id.indexOf(local, at + 1);
            }
            return false;
        }

        /// Whether one host is the other or below it.
        private static boolean related(String one, String other) {
            return isAt(one, other) || (one.indexOf('.') > 0 && isAt(other, one));
        }

        private static boolean isAt(String host, String domain) {
            return host.equals(domain) || host.endsWith('.' + domain);
        }

        private static String host(String id) {
            return id.substring(id.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        }
    }
}
