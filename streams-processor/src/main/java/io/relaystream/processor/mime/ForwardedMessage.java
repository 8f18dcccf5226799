package io.relaystream.processor.mime;

import io.relaystream.core.address.Mailbox;
import io.relaystream.core.delivery.DeliveryRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
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
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final int MAX_LINE = 78;

    private final byte[] head;
    private final byte[] raw;
    private final int rawStart;
    private final byte[] tail;

    private ForwardedMessage(byte[] head, byte[] raw, int rawStart, byte[] tail) {
        this.head = head;
        this.raw = raw;
        this.rawStart = rawStart;
        this.tail = tail;
    }

    /// Rewrites a mail in linear time, without copying its body.
    ///
    /// @param raw the mail as it was received; must not be changed afterwards
    /// @param request for whom and through which alias
    public static ForwardedMessage of(byte[] raw, DeliveryRequest request) {
        return HeaderBlock.parse(raw)
                .map(header -> edited(raw, header, request))
                .orElseGet(() -> attached(raw, request));
    }

    /// In bytes.
    public int size() {
        return head.length + raw.length - rawStart + tail.length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        out.write(raw, rawStart, raw.length - rawStart);
        out.write(tail);
    }

    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(size());
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /// Whether there is a byte outside US-ASCII, which an SMTP client must announce (RFC 6152).
    public boolean eightBit() {
        return eightBit(head, 0) || eightBit(raw, rawStart);
    }

    private static ForwardedMessage edited(
            byte[] raw, HeaderBlock header, DeliveryRequest request) {
        HeaderWriter out = new HeaderWriter();
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
        Optional<HeaderField> from = header.first("from");
        addAddresses(out, from.map(HeaderField::text).map(Mailbox::first), request);
        header.first("reply-to")
                .filter(ForwardedMessage::hasAddress)
                .or(() -> from.filter(ForwardedMessage::hasAddress))
                .map(field -> field.named("Reply-To"))
                .ifPresent(out::keep);
        if (!once.contains("date")) {
            addDate(out, request);
        }
        if (!once.contains("message-id")) {
            addMessageId(out, request);
        }
        addMarks(out, request);
        from.map(field -> field.named("X-Relaystream-Original-From")).ifPresent(out::keep);
        return new ForwardedMessage(out.finish(), raw, header.bodyStart(), new byte[0]);
    }

    /// The boundary is a hash of the mail, so that the mail cannot contain it.
    private static ForwardedMessage attached(byte[] raw, DeliveryRequest request) {
        String boundary = "=_" + hash(raw);
        HeaderWriter out = new HeaderWriter();
        addAddresses(out, Optional.empty(), request);
        out.add("Subject", "A mail that could not be read");
        addDate(out, request);
        addMessageId(out, request);
        addMarks(out, request);
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
        return new ForwardedMessage(head.toByteArray(), raw, 0, tail);
    }

    private static void addAddresses(
            HeaderWriter out, Optional<Mailbox> from, DeliveryRequest request) {
        String alias = "<" + request.alias().value() + ">";
        String name = SenderName.phrase(SenderName.of(from, request.mailFrom()));
        int lastLine = name.length() - Math.max(0, name.lastIndexOf('\n'));
        String space = lastLine + alias.length() + "From: ".length() + 1 > MAX_LINE ? "\r\n " : " ";
        out.add("From", name + space + alias);
        out.add("To", alias);
    }

    private static void addDate(HeaderWriter out, DeliveryRequest request) {
        out.add("Date", DATE.format(request.receivedAt()));
    }

    private static void addMessageId(HeaderWriter out, DeliveryRequest request) {
        out.add("Message-ID", "<" + request.deliveryId() + "@" + request.alias().domain() + ">");
    }

    private static void addMarks(HeaderWriter out, DeliveryRequest request) {
        out.add("X-Relaystream-Alias", request.alias().value());
        out.add("X-Relaystream-Delivery-Id", request.deliveryId());
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

    private static boolean eightBit(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] < 0) {
                return true;
            }
        }
        return false;
    }
}
