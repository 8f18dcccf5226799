package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.Seals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The header of a mail that is forwarded: the sender's, edited by [HeaderPolicy], and ours.
///
/// Shown as author is the alias, with the sender's name and address in the display name. Everybody
/// else is there by a reverse address ([Correspondents]): the sender in `Reply-To:`, other
/// recipients behind the alias in `To:` and in `Cc:`. `Message-ID`, `In-Reply-To` and `References`
/// stay, with the owner's own ids given back ([ForwardedThread]), so that mails thread. The lines
/// end in CRLF.
final class ForwardedHeader {
    private static final int MAX_LINE = 78;
    private static final String LIST_UNSUBSCRIBE = "list-unsubscribe";

    private final DeliveryRequest request;
    private final OurFields ours;
    private final Seals seals;
    private final Dashboard dashboard;
    private final Correspondents correspondents;
    private final HeaderWriter out = new HeaderWriter();

    /// A header that is ready to go out.
    ///
    /// @param bytes with the blank line that ends it
    /// @param correspondents whom its reverse addresses lead to
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(byte[] bytes, List<EmailAddress> correspondents) {}

    private ForwardedHeader(DeliveryRequest request, Seals seals, Dashboard dashboard) {
        this.request = request;
        this.ours = new OurFields(request, seals.hops());
        this.seals = seals;
        this.dashboard = dashboard;
        this.correspondents = new Correspondents(request, seals.replies());
    }

    /// @param keepsMessageId whether the provider sends the mail with its own id
    static Written of(
            HeaderBlock header,
            DeliveryRequest request,
            Seals seals,
            Dashboard dashboard,
            boolean keepsMessageId) {
        ForwardedThread thread = new ForwardedThread(request.accountId(), seals.messageIds());
        return new ForwardedHeader(request, seals, dashboard)
                .edited(header.with(thread.of(header, keepsMessageId)));
    }

    /// The header of a mail of ours that has another one as an attachment; its body is divided by
    /// the boundary.
    static Written ofAttached(
            String boundary,
            String subject,
            DeliveryRequest request,
            Seals seals,
            Dashboard dashboard) {
        return new ForwardedHeader(request, seals, dashboard).attached(boundary, subject);
    }

    private Written edited(HeaderBlock header) {
        Set<String> once = keep(header);
        Optional<HeaderField> from = header.first("from");
        Optional<HeaderField> to = header.first("to");
        Optional<HeaderField> cc = header.first("cc");
        addAuthor(from.map(HeaderField::text).map(Mailbox::first));
        List<String> answered = correspondents.answered(header);
        Set<EmailAddress> seen = new HashSet<>();
        addPeople("To", alias(), correspondents.recipients(to, seen));
        addPeople("Cc", "", correspondents.recipients(cc, seen));
        addPeople("Reply-To", "", answered);
        if (!once.contains("date")) {
            ours.addDate(out);
        }
        if (!once.contains("message-id")) {
            ours.addMessageId(out);
        }
        if (!once.contains(LIST_UNSUBSCRIBE)) {
            addUnsubscribe();
        }
        addMarks();
        from.map(field -> field.named("X-Relaystream-Original-From")).ifPresent(out::keep);
        keepOthers(to, "X-Relaystream-Original-To");
        keepOthers(cc, "X-Relaystream-Original-Cc");
        return new Written(out.finish(), correspondents.named());
    }

    private Written attached(String boundary, String subject) {
        addAuthor(Optional.empty());
        addPeople("To", alias(), List.of());
        addPeople("Reply-To", "", correspondents.answered());
        out.addText("Subject", subject);
        ours.addDate(out);
        ours.addMessageId(out);
        addUnsubscribe();
        addMarks();
        out.add("MIME-Version", "1.0");
        out.add("Content-Type", "multipart/mixed; boundary=\"" + boundary + '"');
        return new Written(out.finish(), correspondents.named());
    }

    /// @return the names of those that may appear only once, and of trace fields, in lower case
    private Set<String> keep(HeaderBlock header) {
        Set<String> seen = new HashSet<>();
        boolean ofList =
                header.fields().stream()
                        .anyMatch(field -> field.key().equals(LIST_UNSUBSCRIBE) && !field.blank());
        for (HeaderField field : header.fields()) {
            String key = field.key();
            switch (HeaderPolicy.of(key)) {
                case KEEP -> out.keep(field);
                case KEEP_FIRST -> {
                    // An empty field is none; the Date and the Message-ID then get one of ours.
                    if (!field.blank() && seen.add(key)) {
                        out.keep(field);
                    }
                }
                case KEEP_BEFORE_US -> {
                    if (!(seen.add(key) && namesAlias(field))) {
                        out.keep(field);
                    }
                }
                case KEEP_IF_LIST -> {
                    if (ofList && !field.blank() && seen.add(key)) {
                        out.keep(field);
                    }
                }
                case REPLACE, DROP -> {}
            }
        }
        return seen;
    }

    /// For information: nobody answers to what stands there.
    private void keepOthers(Optional<HeaderField> field, String name) {
        field.filter(present -> !present.blank())
                .flatMap(present -> Recipients.without(present, correspondents::isOurs))
                .map(others -> others.named(name))
                .ifPresent(out::keep);
    }

    private boolean namesAlias(HeaderField field) {
        return field.value().toLowerCase(Locale.ROOT).contains(request.alias().value());
    }

    private void addAuthor(Optional<Mailbox> from) {
        String alias = alias();
        String sender = SenderName.of(from, request.mailFrom(), request.unverifiedSender());
        String name = SenderName.phrase(sender);
        int lastLine = name.length() - Math.max(0, name.lastIndexOf('\n'));
        String space = lastLine + alias.length() + "From: ".length() + 1 > MAX_LINE ? "\r\n " : " ";
        out.add("From", name + space + alias);
    }

    /// @param first who stands before the others; empty if nobody does
    private void addPeople(String name, String first, List<String> others) {
        List<String> all = new ArrayList<>(others);
        if (!first.isEmpty()) {
            all.addFirst(first);
        }
        if (!all.isEmpty()) {
            out.add(name, String.join(",\r\n ", all));
        }
    }

    private String alias() {
        return '<' + request.alias().value() + '>';
    }

    private void addMarks() {
        out.add(OurFields.ALIAS, request.alias().value());
        ours.addMarks(out);
        if (request.unverifiedSender()) {
            out.add("X-Relaystream-Warning", "dmarc_quarantine");
        }
    }

    /// One click switches the alias off (RFC 8058).
    private void addUnsubscribe() {
        @Nullable String aliasId = request.aliasId();
        if (aliasId != null) {
            String token = seals.unsubscribes().token(aliasId);
            out.add("List-Unsubscribe", "<" + dashboard.unsubscribe(token) + ">");
            out.add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }
}
