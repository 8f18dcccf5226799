package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.HopMark;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The header of a mail that is forwarded: the sender's, edited by [HeaderPolicy], and ours.
///
/// Shown as author is the alias, with the sender's name and address in the display name;
/// `Reply-To:` leads to the original sender until reverse addresses take its place. `Message-ID`,
/// `In-Reply-To` and `References` stay, so that mails thread. The lines end in CRLF.
final class ForwardedHeader {
    private static final int MAX_LINE = 78;

    private final DeliveryRequest request;
    private final OurFields ours;
    private final HeaderWriter out = new HeaderWriter();

    private ForwardedHeader(DeliveryRequest request, HopMark hops) {
        this.request = request;
        this.ours = new OurFields(request, hops);
    }

    /// With the blank line that ends it.
    static byte[] of(HeaderBlock header, DeliveryRequest request, HopMark hops) {
        return new ForwardedHeader(request, hops).edited(header);
    }

    /// The header of a mail of ours that has another one as an attachment; its body is divided by
    /// the boundary.
    static byte[] ofAttached(
            String boundary, String subject, DeliveryRequest request, HopMark hops) {
        return new ForwardedHeader(request, hops).attached(boundary, subject);
    }

    private byte[] edited(HeaderBlock header) {
        Set<String> once = keep(header);
        Optional<HeaderField> from = header.first("from");
        addAddresses(from.map(HeaderField::text).map(Mailbox::first));
        header.first("reply-to")
                .filter(ForwardedHeader::hasAddress)
                .or(() -> from.filter(ForwardedHeader::hasAddress))
                .map(field -> field.named("Reply-To"))
                .ifPresent(out::keep);
        if (!once.contains("date")) {
            ours.addDate(out);
        }
        if (!once.contains("message-id")) {
            ours.addMessageId(out);
        }
        addMarks();
        from.map(field -> field.named("X-Relaystream-Original-From")).ifPresent(out::keep);
        return out.finish();
    }

    private byte[] attached(String boundary, String subject) {
        addAddresses(Optional.empty());
        out.addText("Subject", subject);
        ours.addDate(out);
        ours.addMessageId(out);
        addMarks();
        out.add("MIME-Version", "1.0");
        out.add("Content-Type", "multipart/mixed; boundary=\"" + boundary + '"');
        return out.finish();
    }

    /// @return the names of those that may appear only once, and of trace fields, in lower case
    private Set<String> keep(HeaderBlock header) {
        Set<String> seen = new HashSet<>();
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
                case KEEP_OTHERS -> {
                    if (!field.blank() && seen.add(key)) {
                        Recipients.without(field, this::isOurs).ifPresent(out::keep);
                    }
                }
                case KEEP_BEFORE_US -> {
                    if (!(seen.add(key) && namesAlias(field))) {
                        out.keep(field);
                    }
                }
                case REPLACE, DROP -> {}
            }
        }
        return seen;
    }

    private boolean isOurs(EmailAddress address) {
        return address.withoutTag().equals(request.alias().withoutTag())
                || address.equals(request.destination());
    }

    private boolean namesAlias(HeaderField field) {
        return field.value().toLowerCase(Locale.ROOT).contains(request.alias().value());
    }

    private void addAddresses(Optional<Mailbox> from) {
        String alias = "<" + request.alias().value() + ">";
        String sender = SenderName.of(from, request.mailFrom(), request.unverifiedSender());
        String name = SenderName.phrase(sender);
        int lastLine = name.length() - Math.max(0, name.lastIndexOf('\n'));
        String space = lastLine + alias.length() + "From: ".length() + 1 > MAX_LINE ? "\r\n " : " ";
        out.add("From", name + space + alias);
        out.add("To", alias);
    }

    private void addMarks() {
        out.add(OurFields.ALIAS, request.alias().value());
        ours.addMarks(out);
        if (request.unverifiedSender()) {
            out.add("X-Relaystream-Warning", "dmarc_quarantine");
        }
    }

    private static boolean hasAddress(HeaderField field) {
        return Mailbox.first(field.text()).address().isPresent();
    }
}
