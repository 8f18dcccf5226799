package io.relaystream.processor.mime;

import io.relaystream.core.Hashes;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.Seals;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A mail as the owner of an alias receives it: another header, the banner in its texts if there is
/// to be one, without trackers if they are to go. Everything else is the same, byte for byte, so
/// that attachments arrive whole and signed parts stay valid. The same input gives the same bytes.
///
/// The body's line ends are not touched either: whoever sends it by SMTP ends lines in CRLF on the
/// way, which changes nothing in a body that came by SMTP.
///
/// A mail that exceeds a limit ([HeaderBlock#LIMIT], [TextParts], [#MAX_SIZE]), or has no header
/// that can be read, goes out as an attachment of a mail of ours.
public final class ForwardedMessage {
    /// The largest mail that is edited, in bytes.
    static final int MAX_SIZE = 40 * 1024 * 1024;

    private final ByteBuffer raw;
    private final DeliveryRequest request;
    private final Seals seals;
    private final Dashboard dashboard;
    private final boolean keepsMessageId;

    private ForwardedMessage(
            ByteBuffer raw,
            DeliveryRequest request,
            Seals seals,
            Dashboard dashboard,
            boolean keepsMessageId) {
        this.raw = raw;
        this.request = request;
        this.seals = seals;
        this.dashboard = dashboard;
        this.keepsMessageId = keepsMessageId;
    }

    /// For a provider that sends mails with the ids that they have.
    public static Forwarded of(
            RawMail raw, DeliveryRequest request, Seals seals, Dashboard dashboard) {
        return of(raw, request, seals, dashboard, true);
    }

    /// Rewrites a mail in linear time. Only texts that change are decoded and copied.
    ///
    /// @param raw the whole mail as it was received
    /// @param request for whom, through which alias, and how
    /// @param seals mark it, so that it or an answer to it is known when it comes
    /// @param dashboard where the banner leads to
    /// @param keepsMessageId whether the provider sends mails with the ids that they have
    public static Forwarded of(
            RawMail raw,
            DeliveryRequest request,
            Seals seals,
            Dashboard dashboard,
            boolean keepsMessageId) {
        return new ForwardedMessage(raw.bytes(), request, seals, dashboard, keepsMessageId)
                .forwarded();
    }

    private Forwarded forwarded() {
        return HeaderBlock.parse(raw)
                .filter(_ -> raw.limit() <= MAX_SIZE)
                .flatMap(header -> texts(header).map(texts -> edited(header, texts)))
                .orElseGet(this::attached);
    }

    /// @return empty if the mail exceeds a limit
    private Optional<List<TextPart>> texts(HeaderBlock header) {
        return request.banner() || request.removeTrackers()
                ? TextParts.of(raw, header)
                : Optional.of(List.of());
    }

    private Forwarded edited(HeaderBlock header, List<TextPart> texts) {
        List<EditedPart> edits = edits(texts);
        List<HeaderField> fields =
                edits.stream()
                        .filter(edit -> edit.part().alone())
                        .flatMap(edit -> edit.fields().stream())
                        .toList();
        ForwardedHeader.Written head =
                ForwardedHeader.of(header.with(fields), request, seals, dashboard, keepsMessageId);
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(ByteBuffer.wrap(head.bytes()));
        int at = header.bodyStart();
        for (EditedPart edit : edits) {
            pieces.add(raw.slice(at, edit.start() - at));
            if (edit.headerChanges()) {
                pieces.add(ByteBuffer.wrap(edit.header()));
            }
            pieces.add(edit.body());
            at = edit.part().bodyEnd();
        }
        pieces.add(raw.slice(at, raw.limit() - at));
        int trackers = edits.stream().mapToInt(EditedPart::trackersRemoved).sum();
        return new Forwarded(new MailBytes(pieces), false, trackers, head.correspondents());
    }

    private List<EditedPart> edits(List<TextPart> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        Optional<Banner> banner =
                request.banner()
                        ? Optional.of(Banner.of(request.alias(), request.locale(), dashboard))
                        : Optional.empty();
        Optional<TrackerHosts> trackers =
                request.removeTrackers() ? Optional.of(TrackerHosts.standard()) : Optional.empty();
        TextEditor editor = new TextEditor(raw, banner, trackers);
        return texts.stream().flatMap(text -> editor.edit(text).stream()).toList();
    }

    /// The boundary is a hash of the mail, so that the mail cannot contain it.
    private Forwarded attached() {
        String boundary = "=_" + hash();
        Texts texts = Texts.of(NoticeMail.FILE, request.locale());
        String text = texts.get("wrapped.body");
        boolean ascii = text.chars().allMatch(c -> c < 128);
        String parts =
                """
                --%1$s
                Content-Type: text/plain; charset=%2$s

                %3$s

                --%1$s
                Content-Type: message/rfc822
                Content-Disposition: attachment; filename="original.eml"
                Content-Transfer-Encoding: 8bit

                """
                        .formatted(
                                boundary,
                                ascii ? "us-ascii" : "utf-8\nContent-Transfer-Encoding: 8bit",
                                text);
        ForwardedHeader.Written header =
                ForwardedHeader.ofAttached(
                        boundary, texts.get("wrapped.subject"), request, seals, dashboard);
        var head = new ByteArrayOutputStream();
        head.writeBytes(header.bytes());
        head.writeBytes(parts.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        byte[] tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII);
        MailBytes mail =
                new MailBytes(
                        List.of(
                                ByteBuffer.wrap(head.toByteArray()),
                                raw.slice(0, raw.limit()),
                                ByteBuffer.wrap(tail)));
        return new Forwarded(mail, true, 0, header.correspondents());
    }

    private String hash() {
        MessageDigest digest = Hashes.sha256();
        digest.update(raw.duplicate());
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
