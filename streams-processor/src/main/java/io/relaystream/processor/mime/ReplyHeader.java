package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.Seals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The header of a reply. Of the owner's, only what is named here survives: everything else may
/// tell who wrote it, where and with what.
final class ReplyHeader {
    private static final int MAX_LINE = 78;
    private static final Set<String> TEXTS =
            Set.of("subject", "importance", "priority", "x-priority", "auto-submitted");

    private final HeaderBlock header;
    private final DeliveryRequest request;
    private final Disguise who;
    private final Seals seals;
    private final ContentFields texts;
    private final HeaderWriter out = new HeaderWriter();

    ReplyHeader(
            HeaderBlock header,
            DeliveryRequest request,
            Disguise who,
            Seals seals,
            ContentFields texts) {
        this.header = header;
        this.request = request;
        this.who = who;
        this.seals = seals;
        this.texts = texts;
    }

    /// @param content the fields that describe the body
    /// @return with the blank line that ends it
    byte[] of(List<HeaderField> content) {
        OurFields ours = new OurFields(request, seals.hops());
        addAuthor();
        addRecipients();
        header.first("date")
                .flatMap(MailDate::read)
                .ifPresentOrElse(
                        date -> out.add("Date", OurFields.date(date)), () -> ours.addDate(out));
        addThread(ours);
        Set<String> seen = new LinkedHashSet<>();
        header.fields().stream()
                .filter(field -> TEXTS.contains(field.key()) && seen.add(field.key()))
                .map(texts::text)
                .forEach(out::keep);
        ours.addMarks(out);
        if (!content.isEmpty() || header.first("mime-version").isPresent()) {
            out.add("MIME-Version", "1.0");
        }
        content.forEach(out::keep);
        return out.finish();
    }

    private void addAuthor() {
        String alias = '<' + request.alias().value() + '>';
        String name =
                Optional.ofNullable(request.replyName())
                        .map(SenderName::chosen)
                        .filter(chosen -> !chosen.isEmpty() && !texts.tellsOwner(chosen))
                        .map(SenderName::phrase)
                        .orElse("");
        int lastLine = name.length() - Math.max(0, name.lastIndexOf('\n'));
        boolean fold = lastLine + alias.length() + "From: ".length() + 1 > MAX_LINE;
        String space = name.isEmpty() ? "" : fold ? "\r\n " : " ";
        out.add("From", name + space + alias);
    }

    /// Whom the owner wrote to by reverse addresses of this alias, and nobody else. Whoever is in
    /// neither field got a blind copy, which the others must not see.
    private void addRecipients() {
        Set<EmailAddress> to = correspondents("to");
        Set<EmailAddress> cc = correspondents("cc");
        cc.removeAll(to);
        if (to.isEmpty() && cc.isEmpty()) {
            to.add(request.destination());
        }
        // A mail to nobody looks like spam to some.
        addRecipients("To", to.isEmpty() ? cc : to);
        addRecipients("Cc", to.isEmpty() ? to : cc);
    }

    private void addRecipients(String name, Set<EmailAddress> recipients) {
        if (!recipients.isEmpty()) {
            out.add(
                    name,
                    recipients.stream()
                            .map(address -> '<' + address.value() + '>')
                            .collect(Collectors.joining(",\r\n ")));
        }
    }

    private Set<EmailAddress> correspondents(String key) {
        Set<EmailAddress> found = new LinkedHashSet<>();
        for (HeaderField field : header.fields()) {
            if (field.key().equals(key)) {
                Recipients.mailboxes(field)
                        .flatMap(mailbox -> mailbox.address().stream())
                        .flatMap(address -> who.correspondent(address).stream())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private void addThread(OurFields ours) {
        ReplyThread thread = ReplyThread.of(header, request, who, seals.messageIds());
        thread.id()
                .ifPresentOrElse(
                        id -> out.add("Message-ID", '<' + id + '>'), () -> ours.addMessageId(out));
        addIds("In-Reply-To", thread.parents());
        addIds("References", thread.references());
    }

    private void addIds(String name, List<String> ids) {
        if (!ids.isEmpty()) {
            out.add(name, MessageIdList.value(new ArrayList<>(ids)));
        }
    }
}
