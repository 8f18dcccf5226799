package io.relaystream.processor.mime;

import io.relaystream.pgp.PgpKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.eclipse.angus.mail.util.CRLFOutputStream;

/// A mail that is ready to go out, as PGP/MIME (RFC 3156): one encrypted part, in which the whole
/// mail is, with what its header tells ([EncryptedHeader]).
///
/// The lines of the encrypted mail end in CRLF, which SMTP would have seen to. It is read and
/// written once, piece by piece.
public final class EncryptedMessage {
    private static final Set<String> SMIME =
            Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

    private static final Set<String> ENVELOPED = Set.of("enveloped-data", "authenveloped-data");

    private EncryptedMessage() {}

    /// Whether a mail came encrypted: its content is in clear for nobody but whom its sender chose.
    /// It says so itself, and what it says must not be ambiguous.
    public static boolean isEncrypted(MailBytes mail) {
        try (InputStream in = mail.stream()) {
            ContentType type = ContentType.of(EncryptedHeader.read(in).fields());
            String smimeType = type.parameter("smime-type").orElse("").toLowerCase(Locale.ROOT);
            boolean pgp = type.name().equals("multipart/encrypted") && type.boundary().isPresent();
            boolean smime = SMIME.contains(type.name()) && ENVELOPED.contains(smimeType);
            return !type.ambiguous() && (pgp || smime);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be read", e);
        }
    }

    /// Writes it encrypted.
    ///
    /// @param mail its header's lines end in CRLF, and a blank line ends it
    /// @param id of the mail, of letters, digits and dashes; divides the parts
    /// @throws IOException if it cannot be encrypted, or not be written
    public static void write(MailBytes mail, String id, PgpKey key, OutputStream out)
            throws IOException {
        String boundary = "=_" + id;
        try (InputStream in = mail.stream()) {
            EncryptedHeader header = EncryptedHeader.read(in);
            out.write(header.outer(boundary));
            out.write(lines(front(boundary)));
            try (OutputStream encrypted = key.encrypting(out)) {
                encrypted.write(header.inner());
                CRLFOutputStream body = new CRLFOutputStream(encrypted);
                in.transferTo(body);
            }
            out.write(lines("\n--%s--\n".formatted(boundary)));
        }
    }

    private static String front(String boundary) {
        return """
        --%1$s
        Content-Type: application/pgp-encrypted
        Content-Description: PGP/MIME version identification

        Version: 1

        --%1$s
        Content-Type: application/octet-stream; name="encrypted.asc"
        Content-Description: OpenPGP encrypted message
        Content-Disposition: inline; filename="encrypted.asc"

        """
                .formatted(boundary);
    }

    private static byte[] lines(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
