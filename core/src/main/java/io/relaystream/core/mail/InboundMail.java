package io.relaystream.core.mail;

import io.relaystream.core.Hashes;
import io.relaystream.core.address.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One accepted mail for ONE envelope recipient. A mail to three recipients is three of these.
///
/// @param messageId the receiving server's id of the mail (SES `mail.messageId`), not the header
/// @param recipient the envelope recipient (`RCPT TO`), never taken from `To:`
/// @param mailFrom the envelope sender (`MAIL FROM`); null for the null sender `<>` and for what
///   does not parse
/// @param nullSender whether the envelope sender is `<>`, as that of reports and automatic answers
/// @param from the author in `From:`; null if it cannot be told, or if the recipient is a reverse
///   address and somebody else is named there, too
/// @param malformedSender whether `From:` is missing, there twice, or holds no address; false if
///   the receiving server did not show us the field
/// @param bucket where the raw bytes lie in the object store
/// @param objectKey where the raw bytes lie in the bucket
/// @param receivedAt when the receiving server took the mail
/// @param acceptedAt when the bridge took responsibility for it
/// @param heldMs how long it has waited already for a mailbox that was paused, in milliseconds
/// @param bulk a `List-*` header, or `Precedence: bulk` or `list`
/// @param autoSubmitted an `Auto-Submitted` header that says other than `no` (RFC 3834)
/// @param received how many `Received` headers it has
/// @param deliveredBefore a `Delivered-To` header names the recipient
/// @param hops the values of its [io.relaystream.core.seal.HopMark] headers, whoever wrote them
/// @param dmarcPolicy the sender domain's policy; only meaningful when `dmarc` is FAIL
/// @param signers the domains that say that they have signed it (`d=` of each `DKIM-Signature`),
///   and are believed only together with the verdict; empty if not all are known
/// @param addressees whom `To:` and `Cc:` name, if the recipient or one of them is a reverse
///   address; else empty
public record InboundMail(
        String messageId,
        EmailAddress recipient,
        @Nullable EmailAddress mailFrom,
        boolean nullSender,
        @Nullable EmailAddress from,
        boolean malformedSender,
        String bucket,
        String objectKey,
        Instant receivedAt,
        Instant acceptedAt,
        long heldMs,
        boolean bulk,
        boolean autoSubmitted,
        int received,
        boolean deliveredBefore,
        List<String> hops,
        Verdict spam,
        Verdict virus,
        Verdict spf,
        Verdict dkim,
        Verdict dmarc,
        DmarcPolicy dmarcPolicy,
        List<String> signers,
        List<EmailAddress> addressees,
        boolean released) {

    private static final int ID_BYTES = 16;
    private static final String AGAIN = "~redelivery";

    public InboundMail {
        hops = List.copyOf(hops);
        signers = List.copyOf(signers);
        addressees = List.copyOf(addressees);
    }

    /// The mailbox that the recipient leads to, and the key of the mail's records: without a tag.
    public EmailAddress mailbox() {
        return recipient.withoutTag();
    }

    /// The same mail after a wait.
    public InboundMail heldFor(long allMs) {
        return with(messageId, receivedAt, acceptedAt, allMs, released);
    }

    /// The same mail once more, as its owner asked for it: a mail of its own, that came just now.
    /// However often it is asked for, it is the same one.
    public InboundMail askedForAgain(Instant now) {
        return with(messageId + AGAIN, now, now, 0, true);
    }

    private InboundMail with(
            String newMessageId,
            Instant newReceivedAt,
            Instant newAcceptedAt,
            long newHeldMs,
            boolean newReleased) {
        return new InboundMail(
                newMessageId,
                recipient,
                mailFrom,
                nullSender,
                from,
                malformedSender,
                bucket,
                objectKey,
                newReceivedAt,
                newAcceptedAt,
                newHeldMs,
                bulk,
                autoSubmitted,
                received,
                deliveredBefore,
                hops,
                spam,
                virus,
                spf,
                dkim,
                dmarc,
                dmarcPolicy,
                signers,
                addressees,
                newReleased);
    }

    /// The identity of this mail for this recipient: the same pair gives the same id for ever, so
    /// that a repeated notification is recognised.
    ///
    /// @return 32 hexadecimal digits
    public String deliveryId() {
        byte[] pair = (messageId + "|" + recipient.value()).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Hashes.sha256().digest(pair), 0, ID_BYTES);
    }
}
