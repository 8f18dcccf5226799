package io.relaystream.standalone;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A plain mail to send.
///
/// @param from the content of `From:`, encoded where needed
/// @param to the content of `To:`
/// @param subject encoded where needed
public record Letter(String from, String to, String subject, String text) {

    /// The mail as it travels: RFC 5322, CRLF line ends.
    ///
    /// @param id makes the Message-ID unique
    public byte[] raw(String id, Instant date) {
        return """
                Date: %s
                From: %s
                To: %s
                Message-ID: <%s@mail.example>
                Subject: %s
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                %s
                """
                .formatted(
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)),
                        from,
                        to,
                        id,
                        subject,
                        text)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
