package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.ReplyAddresses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Everybody else in a forwarded mail, by reverse addresses: a mail program writes to what stands
/// in the header, and from the owner's own mailbox.
///
/// The alias and the owner are nobody else, nor is a reverse address of ours; groups and what is no
/// address are left out.
final class Correspondents {
    /// In one mail.
    static final int MAX = 50;

    private static final int MAX_ANSWERED = 10;

    private final DeliveryRequest request;
    private final ReplyAddresses replies;
    private final Set<EmailAddress> named = new LinkedHashSet<>();

    Correspondents(DeliveryRequest request, ReplyAddresses replies) {
        this.request = request;
        this.replies = replies;
    }

    /// Those to whom answers are to go: whom the mail says, else its authors.
    ///
    /// @return as they are written in a header
    List<String> answered(HeaderBlock header) {
        return answers(header).stream()
                .map(people -> written(people.filter(this::isOther), new LinkedHashSet<>()))
                .filter(entries -> !entries.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /// Who could be meant, the best guess first. An author in a group is better than none.
    private static List<Stream<Mailbox>> answers(HeaderBlock header) {
        Optional<HeaderField> from = header.first("from");
        return List.of(
                header.first("reply-to").stream()
                        .flatMap(Recipients::mailboxes)
                        .limit(MAX_ANSWERED),
                from.stream().flatMap(Recipients::mailboxes).limit(MAX_ANSWERED),
                from.map(HeaderField::text).map(Mailbox::first).stream());
    }

    /// The envelope sender of a mail that cannot be read.
    List<String> answered() {
        Optional<EmailAddress> mailFrom = Optional.ofNullable(request.mailFrom());
        Stream<Mailbox> sender = Stream.of(new Mailbox("", mailFrom)).filter(this::isOther);
        return written(sender, new LinkedHashSet<>());
    }

    /// Other recipients.
    ///
    /// @param field of the mail's recipients
    /// @param seen who was in another such field; the new ones are added
    /// @return as they are written in a header
    List<String> recipients(Optional<HeaderField> field, Set<EmailAddress> seen) {
        return written(field.stream().flatMap(this::others), seen);
    }

    /// Everybody who was named so far.
    List<EmailAddress> named() {
        return List.copyOf(named);
    }

    /// Whether it is the alias or the owner, with or without a tag.
    boolean isOurs(EmailAddress address) {
        EmailAddress mailbox = address.withoutTag();
        return mailbox.equals(request.alias().withoutTag())
                || mailbox.equals(request.destination().withoutTag());
    }

    private Stream<Mailbox> others(HeaderField field) {
        return Recipients.mailboxes(field).filter(this::isOther);
    }

    private boolean isOther(Mailbox mailbox) {
        return mailbox.address()
                .filter(address -> !isOurs(address) && replies.open(address).isEmpty())
                .isPresent();
    }

    private List<String> written(Stream<Mailbox> others, Set<EmailAddress> seen) {
        String aliasId = request.aliasId();
        List<String> entries = new ArrayList<>();
        if (aliasId != null) {
            others.takeWhile(_ -> named.size() < MAX)
                    .filter(other -> other.address().filter(seen::add).isPresent())
                    .forEach(other -> entries.add(entry(other, aliasId)));
        }
        return entries;
    }

    private String entry(Mailbox other, String aliasId) {
        EmailAddress address = other.address().orElseThrow();
        named.add(address);
        EmailAddress reverse = replies.of(request.accountId(), aliasId, address);
        return SenderName.phrase(SenderName.of(other)) + "\r\n <" + reverse.value() + '>';
    }
}
