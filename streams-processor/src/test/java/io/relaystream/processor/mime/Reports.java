package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/// Reports as mail servers write them, and mails that are none.
public final class Reports {
    /// All in `src/test/resources/reports`.
    static final List<String> GOLDEN =
            List.of(
                    "complaint",
                    "exchange",
                    "exim",
                    "gmail",
                    "international",
                    "international-quoted",
                    "out-of-office",
                    "postfix",
                    "postfix-delayed",
                    "postfix-expired",
                    "qmail",
                    "read-receipt",
                    "sendmail",
                    "two-recipients");

    private Reports() {}

    /// With lines that end in LF.
    public static byte[] golden(String name) throws IOException {
        try (InputStream in = Reports.class.getResourceAsStream("/reports/" + name + ".eml")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    static List<byte[]> inBothLineEnds(String name) throws IOException {
        byte[] lf = golden(name);
        return List.of(lf, new String(lf, ISO_8859_1).replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    /// A report with these groups of fields.
    static byte[] of(String groups) {
        return of(groups, "");
    }

    /// @param returned the header of the mail that it is about
    static byte[] of(String groups, String returned) {
        return """
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                %s
                --b
                Content-Type: text/rfc822-headers

                %s
                --b--
                """
                .formatted(groups, returned)
                .getBytes(UTF_8);
    }
}
