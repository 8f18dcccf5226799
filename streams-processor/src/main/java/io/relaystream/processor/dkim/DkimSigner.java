package io.relaystream.processor.dkim;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.processor.mime.MailBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Signs mails for the domain that they are from (RFC 6376): `rsa-sha256`, relaxed/relaxed, the
/// whole body. The same mail gets the same signature, hence no `t=` and no `x=`.
///
/// @param selector tells which of the domain's keys this is
/// @param domain signs what is from it or from a subdomain; for what is from elsewhere, as from a
///   domain of an owner, the sender's own domain signs with the same selector and key
public record DkimSigner(DkimKey key, String selector, String domain) {
    private static final String NAME = "DKIM-Signature";
    private static final int MAX_LINE = 72;
    private static final String FOLD = "\r\n ";

    /// The mail with its signature on top. Nothing of it may be changed afterwards but what SMTP
    /// does to line ends.
    public MailBytes sign(MailBytes mail) {
        MailHash hash = MailHash.of(mail);
        RelaxedHeader header = new RelaxedHeader(hash.header());
        String unsigned = unsigned(header, hash.bodyHash());
        byte[] signature = key.sign(header.text() + RelaxedHeader.relaxed(NAME, unsigned));
        String field = NAME + ":" + unsigned + folded(signature) + "\r\n";
        return mail.below(field.getBytes(StandardCharsets.US_ASCII));
    }

    /// Where the domain publishes the key.
    public String recordName() {
        return selector + "._domainkey." + domain;
    }

    /// What it publishes there, as one TXT record.
    public String recordText() {
        return "v=DKIM1; k=rsa; p=" + key.publicKey();
    }

    private String unsigned(RelaxedHeader header, byte[] bodyHash) {
        return " v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s;\r\n h=%s;\r\n bh=%s;\r\n b="
                .formatted(
                        signingDomain(header),
                        selector,
                        folded(header.names()),
                        Base64.getEncoder().encodeToString(bodyHash));
    }

    /// DMARC asks for the domain in `From`, or one above it.
    private String signingDomain(RelaxedHeader header) {
        return header.last("from")
                .flatMap(from -> Mailbox.first(from).address())
                .map(EmailAddress::domain)
                .filter(host -> !host.endsWith("." + domain))
                .orElse(domain);
    }

    private static String folded(List<String> names) {
        StringBuilder folded = new StringBuilder();
        int line = 0;
        for (String name : names) {
            if (line > 0) {
                folded.append(':');
            }
            if (line + name.length() > MAX_LINE) {
                folded.append(FOLD);
                line = 0;
            }
            folded.append(name);
            line += name.length() + 1;
        }
        return folded.toString();
    }

    private static String folded(byte[] signature) {
        return Base64.getMimeEncoder(MAX_LINE, FOLD.getBytes(StandardCharsets.US_ASCII))
                .encodeToString(signature);
    }
}
