package io.relaystream.processor.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The character set that a part says it is written in.
///
/// @param name in lower case
/// @param known empty if Java does not have it
record TextCharset(String name, Optional<Charset> known) {
    private static final byte[] ASCII = "Aa0 <>\"'=&;+-/".getBytes(StandardCharsets.US_ASCII);

    static TextCharset of(ContentType type) {
        String name = type.parameter("charset").orElse("us-ascii").toLowerCase(Locale.ROOT);
        try {
            return new TextCharset(name, Optional.of(Charset.forName(name)));
        } catch (IllegalArgumentException _) {
            return new TextCharset(name, Optional.empty());
        }
    }

    /// Whether US-ASCII can be put in front of a text. One that is unknown is taken to be like
    /// most.
    boolean beginsAscii() {
        return known.map(charset -> charset.canEncode() && Arrays.equals(ASCII, encoded(charset)))
                .orElse(!name.contains("utf-7") && !name.contains("utf7"));
    }

    /// The character set to read markup in, so that writing it again gives the same bytes.
    ///
    /// Where a text begins in US-ASCII, that is ISO-8859-1: what other bytes mean does not matter,
    /// nor that a letter may be the second half of a character, as in GB 18030, for no bracket or
    /// quote is. Not so where a byte means this or that, depending on those before it.
    Optional<Charset> forMarkup(byte[] content) {
        if (isReadAsBytes()) {
            return Optional.of(StandardCharsets.ISO_8859_1);
        }
        if (!beginsAscii()) {
            return Optional.empty();
        }
        return known.filter(
                charset ->
                        decode(content)
                                .filter(text -> Arrays.equals(text.getBytes(charset), content))
                                .isPresent());
    }

    boolean isReadAsBytes() {
        return beginsAscii() && !name.startsWith("iso-2022") && !name.startsWith("hz");
    }

    /// The text in this character set.
    ///
    /// @return empty if it cannot hold it
    Optional<byte[]> encode(String text) {
        return known.filter(Charset::canEncode)
                .filter(charset -> charset.newEncoder().canEncode(text))
                .map(text::getBytes);
    }

    /// @return empty if the content is not in this character set
    Optional<String> decode(byte[] content) {
        return known.flatMap(
                charset -> {
                    try {
                        ByteBuffer bytes = ByteBuffer.wrap(content);
                        return Optional.of(charset.newDecoder().decode(bytes).toString());
                    } catch (CharacterCodingException _) {
                        return Optional.empty();
                    }
                });
    }

    private static byte[] encoded(Charset charset) {
        return new String(ASCII, StandardCharsets.US_ASCII).getBytes(charset);
    }
}
