package io.relaystream.processor.mime;

import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.Seals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An owner's answer as a correspondent receives it: from the alias, and without anything that
/// tells the owner's mailbox.
///
/// Of the header only what [ReplyHeader] names is left; all texts are cleaned ([ReplyBody]). Before
/// it goes out, all of it is searched once more, as it is written. The same input gives the same
/// bytes.
public final class ReplyMessage {
    private static final int CHUNK = 64 * 1024;

    /// More than any way to write an address takes.
    private static final int OVERLAP = 4 * 1024;

    /// What may stand before an address and matters.
    private static final int CONTEXT = 16;

    private final ByteBuffer raw;
    private final DeliveryRequest request;
    private final Seals seals;
    private final Disguise who;
    private final AddressCleaner cleaner;
    private final ContentFields fields;
    private final boolean keepsMessageId;

    private ReplyMessage(
            ByteBuffer raw, DeliveryRequest request, Seals seals, boolean keepsMessageId) {
        this.raw = raw;
        this.request = request;
        this.seals = seals;
        this.keepsMessageId = keepsMessageId;
        this.who = Disguise.of(request, seals.replies());
        this.cleaner = new AddressCleaner(who);
        this.fields = new ContentFields(cleaner);
    }

    /// As by a provider that sends mails with the ids that they have.
    public static Optional<MailBytes> of(RawMail raw, DeliveryRequest request, Seals seals) {
        return of(raw, request, seals, true);
    }

    /// @param raw the whole mail as it was received
    /// @param request from which alias to whom; must have an owner
    /// @param seals hide the owner's message ids
    /// @param keepsMessageId whether the provider sends mails with the ids that they have
    /// @return empty if it cannot be cleaned, and the owner has not allowed it to go out so
    public static Optional<MailBytes> of(
            RawMail raw, DeliveryRequest request, Seals seals, boolean keepsMessageId) {
        ReplyMessage reply = new ReplyMessage(raw.bytes(), request, seals, keepsMessageId);
        return HeaderBlock.parse(raw.bytes()).flatMap(reply::written);
    }

    private Optional<MailBytes> written(HeaderBlock header) {
        Optional<MailBytes> clean = body(header).map(body -> mail(header, body));
        if (clean.isPresent() && !tellsOwner(clean.get())) {
            return clean;
        }
        if (!request.sealedReply()) {
            return Optional.empty();
        }
        MailBytes sealed =
                clean.orElseGet(
                        () ->
                                mail(
                                        header,
                                        new ReplyBody.Cleaned(
                                                fields.of(header),
                                                List.of(
                                                        raw.slice(
                                                                header.bodyStart(),
                                                                raw.limit()
                                                                        - header.bodyStart())))));
        // What is sealed is the body: the header never tells who wrote it.
        MailBytes head = new MailBytes(sealed.pieces().subList(0, 1));
        return tellsOwner(head) ? Optional.empty() : Optional.of(sealed);
    }

    private Optional<ReplyBody.Cleaned> body(HeaderBlock header) {
        if (raw.limit() > ForwardedMessage.MAX_SIZE) {
            return Optional.empty();
        }
        ReplyText texts = new ReplyText(cleaner, request.alias());
        return ReplyBody.of(
                raw,
                header,
                new ReplyBody.ReplyParts(texts, fields, new AttachedHeader(fields, who)));
    }

    private MailBytes mail(HeaderBlock header, ReplyBody.Cleaned body) {
        byte[] head =
                new ReplyHeader(header, request, who, seals, fields, keepsMessageId)
                        .of(body.fields());
        List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(ByteBuffer.wrap(head));
        pieces.addAll(body.pieces());
        return new MailBytes(pieces);
    }

    /// Whether the owner's mailbox can be read in the mail as it is written, in whatever was taken
    /// for no text or stands between the parts.
    private boolean tellsOwner(MailBytes mail) {
        byte[] window = new byte[CHUNK + OVERLAP];
        int filled = 0;
        int from = 0;
        try (InputStream in = mail.stream()) {
            int count = in.readNBytes(window, 0, window.length);
            while (count > 0) {
                filled += count;
                String text = new String(window, 0, filled, StandardCharsets.ISO_8859_1);
                if (cleaner.finds(text, from)) {
                    return true;
                }
                int kept = Math.min(filled, OVERLAP);
                System.arraycopy(window, filled - kept, window, 0, kept);
                filled = kept;
                from = Math.min(kept, CONTEXT);
                count = in.readNBytes(window, kept, window.length - kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory must not fail", e);
        }
        return false;
    }
}
