package io.relaystream.processor.mime;

import io.relaystream.core.address.Mailbox;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.HopMark;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// A mail as the owner of an alias receives it: the header edited by [HeaderPolicy], the body as it
/// came, byte for byte, so that signed and encrypted parts stay valid. The same input gives the
/// same bytes.
///
/// Shown as author is the alias, with the sender's name and address in the display name;
/// `Reply-To:` leads to the original sender until reverse addresses take its place. `Message-ID`,
/// `In-Reply-To` and `References` stay, so that mails thread. The header's lines end in CRLF. The
/// body's are not touched: whoever sends it by SMTP ends them in CRLF on the way, which changes
/// nothing in a body that came by SMTP.
///
/// A mail whose header cannot be read or exceeds [HeaderBlock#LIMIT] goes out as an attachment of a
/// mail of ours.
public final class ForwardedMessage {
    private static final int MAX_LINE = 78;
    private static final byte[] NOTHING = {};

    private final byte[] raw;
    private final DeliveryRequest request;
    private final OurFields ours;
    private final HeaderWriter out = new HeaderWriter();

    private ForwardedMessage(byte[] raw, DeliveryRequest request, HopMark hops) {
        this.raw = raw;
        this.request = request;
        this.ours = new OurFields(request, hops);
    }

    /// Rewrites a mail in linear time, without copying its body.
    ///
    /// @param raw the mail as it was received; must not be changed afterwards
    /// @param request for whom and through which alias
    /// @param hops marks it, so that it is known when it comes back
    public static MailBytes of(byte[] raw, DeliveryRequest request, HopMark hops) {
        ForwardedMessage message = new ForwardedMessage(raw, request, hops);
        return HeaderBlock.parse(raw).map(message::edited).orElseGet(message::attached);
    }

    private MailBytes edited(HeaderBlock header) {
        Set<String> once = keep(header);
        Optional<HeaderField> from = header.first("from");
        addAddresses(from.map(HeaderField::text).map(Mailbox::first));
        header.first("reply-to")
                .filter(ForwardedMessage::hasAddress)
                .or(() -> from.filter(ForwardedMessage::hasAddress))
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
        return new MailBytes(out.finish(), raw, header.bodyStart(), NOTHING);
    }

    /// @return the names of those that may appear only once, in lower case
    private Set<String> keep(HeaderBlock header) {
        Set<String> once = new HashSet<>();
        for (HeaderField field : header.fields()) {
            String key = field.key();
            switch (HeaderPolicy.of(key)) {
                case KEEP -> out.keep(field);
                case KEEP_FIRST -> {
                    // An empty field is none; the Date and the Message-ID then get one of ours.
                    if (!field.blank() && once.add(key)) {
                        out.keep(field);
                    }
                }
                case REPLACE, DROP -> {}
            }
        }
        return once;
    }

    /// The boundary is a hash of the mail, so that the mail cannot contain it.
    private MailBytes attached() {
        String boundary = "=_" + hash(raw);
        addAddresses(Optional.empty());
        out.add("Subject", "A mail that could not be read");
        ours.addDate(out);
        ours.addMessageId(out);
        addMarks();
        out.add("MIME-Version", "1.0");
        out.add("Content-Type", "multipart/mixed; boundary=\"" + boundary + '"');
        String parts =
                """
                --%1$s
                Content-Type: text/plain; charset=us-ascii

                The header of this mail could not be read. The mail is attached as it came.

                --%1$s
                Content-Type: message/rfc822
                Content-Disposition: attachment; filename="original.eml"
                Content-Transfer-Encoding: 8bit

                """
                        .formatted(boundary);
        var head = new ByteArrayOutputStream();
        head.writeBytes(out.finish());
        head.writeBytes(parts.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII);
        return new MailBytes(head.toByteArray(), raw, 0, tail);
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

    private static String hash(byte[] raw) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
