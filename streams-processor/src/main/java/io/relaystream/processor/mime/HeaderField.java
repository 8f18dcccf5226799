package io.relaystream.processor.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One header field as it came, byte for byte.
///
/// @param name as it was written, without the colon
/// @param value all after the colon, each byte as one character (ISO-8859-1); folded lines are
///   joined by CRLF and begin with white space, and there is no other CR, LF or NUL
record HeaderField(String name, String value) {

    /// The name to compare with.
    String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /// The value as text: UTF-8 if it is that, else ISO-8859-1.
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException _) {
            return value;
        }
    }

    /// The text in one line, without the white space around it.
    String line() {
        return text().replace("\r\n", "").strip();
    }

    boolean blank() {
        return value.isBlank();
    }

    /// The same content under another name.
    HeaderField named(String newName) {
        return new HeaderField(newName, value);
    }
}
