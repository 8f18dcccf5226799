package io.relaystream.processor.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// How the bytes of a part are written in a mail (RFC 2045 section 6).
enum TransferEncoding {
    /// As they are: 7bit, 8bit and binary.
    IDENTITY,
    QUOTED_PRINTABLE,
    BASE64;

    private static final int LINE = 76;

    /// @return empty if it is none that is known
    static Optional<TransferEncoding> of(HeaderBlock header) {
        return switch (name(header)) {
            case "", "7bit", "8bit", "binary" -> Optional.of(IDENTITY);
            case "quoted-printable" -> Optional.of(QUOTED_PRINTABLE);
            case "base64" -> Optional.of(BASE64);
            default -> Optional.empty();
        };
    }

    static boolean isIdentity(HeaderBlock header) {
        return of(header).filter(IDENTITY::equals).isPresent();
    }

    /// Whether bytes outside US-ASCII may be written as they are.
    static boolean allowsEightBit(HeaderBlock header) {
        String name = name(header);
        return name.equals("8bit") || name.equals("binary");
    }

    /// @return empty if readers may disagree on what the bytes are
    Optional<byte[]> decode(byte[] written) {
        return switch (this) {
            case IDENTITY -> Optional.of(written);
            case QUOTED_PRINTABLE -> Optional.of(QuotedPrintable.decode(written));
            case BASE64 -> base64(written);
        };
    }

    /// @param lineEnd as the lines of the mail end
    byte[] encode(byte[] bytes, String lineEnd) {
        return switch (this) {
            case IDENTITY -> bytes;
            case QUOTED_PRINTABLE -> QuotedPrintable.encode(bytes, lineEnd);
            case BASE64 ->
                    Base64.getMimeEncoder(LINE, lineEnd.getBytes(StandardCharsets.US_ASCII))
                            .encode(bytes);
        };
    }

    private static Optional<byte[]> base64(byte[] written) {
        for (byte c : written) {
            if (!inBase64(c)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(written));
        } catch (IllegalArgumentException _) {
            // There is more behind the padding, or something is missing.
            return Optional.empty();
        }
    }

    /// As readers do that skip whatever is no base64.
    static byte[] leniently(byte[] written) {
        byte[] digits = new byte[written.length];
        int count = 0;
        for (byte c : written) {
            if (inBase64(c) && c > ' ' && c != '=') {
                digits[count++] = c;
            }
        }
        return Base64.getDecoder()
                .decode(Arrays.copyOf(digits, count % 4 == 1 ? count - 1 : count));
    }

    private static boolean inBase64(byte c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= '\t' && c <= '\r')
                || c == '+'
                || c == '/'
                || c == '='
                || c == ' ';
    }

    /// As it is written, in lower case; empty if there is none.
    static String name(HeaderBlock header) {
        return header.first("content-transfer-encoding")
                .map(field -> field.line().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
