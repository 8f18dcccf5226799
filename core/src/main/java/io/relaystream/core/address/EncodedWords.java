package io.relaystream.core.address;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text outside US-ASCII in a header (RFC 2047).
public final class EncodedWords {
    /// In base64 and with its frame a word of 68 characters: leaves room for the field's name in a
    /// line of 76.
    private static final int MAX_BYTES = 42;

    private static final Pattern WORD =
            Pattern.compile(
                    "=\\?([^?\\s*]{1,40})(?:\\*[^?\\s]{0,40})?\\?([BbQq])\\?([^?]{0,500})\\?=");

    private EncodedWords() {}

    /// Decodes every encoded word, also where RFC 2047 does not allow one, because readers do so
    /// too. Once: what comes out is not looked at again. What cannot be decoded stays as it is. A
    /// character may be divided between words, which RFC 2047 does not allow either.
    public static String decode(String text) {
        Matcher matcher = WORD.matcher(text);
        StringBuilder decoded = new StringBuilder(text.length());
        var bytes = new ByteArrayOutputStream(text.length());
        Charset charset = StandardCharsets.US_ASCII;
        int at = 0;
        while (matcher.find()) {
            Optional<Word> word = Word.read(matcher.group(1), matcher.group(2), matcher.group(3));
            if (word.isPresent()) {
                String between = text.substring(at, matcher.start());
                boolean joined = at > 0 && between.isBlank();
                if (!joined || !word.get().charset().equals(charset)) {
                    decoded.append(bytes.toString(charset)).append(joined ? "" : between);
                    bytes.reset();
                }
                charset = word.get().charset();
                bytes.writeBytes(word.get().bytes());
                at = matcher.end();
            }
        }
        return decoded.append(bytes.toString(charset)).append(text, at, text.length()).toString();
    }

    /// Encoded words in UTF-8, folded so that each has a line of its own.
    public static String encode(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int size = utf8Size(text.codePointAt(at));
            if (bytes + size > MAX_BYTES) {
                words.add(word(text.substring(start, at)));
                start = at;
                bytes = 0;
            }
            bytes += size;
        }
        words.add(word(text.substring(start)));
        return String.join("\r\n ", words);
    }

    private static String word(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
    }

    private static int utf8Size(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    private static byte[] quoted(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '=' && at + 2 < text.length()) {
                bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
                at += 3;
            } else if (c == '=' || c > 127) {
                throw new IllegalArgumentException("Quoted text must be ASCII with =XX");
            } else {
                bytes.write(c == '_' ? ' ' : c);
                at++;
            }
        }
        return bytes.toByteArray();
    }

    /// What one word says.
    @SuppressWarnings("ArrayRecordComponent") // never compared or shown
    private record Word(Charset charset, byte[] bytes) {

        /// @return empty if the character set is unknown, or the text is not in this encoding
        static Optional<Word> read(String charset, String encoding, String text) {
            try {
                byte[] bytes =
                        encoding.toUpperCase(Locale.ROOT).equals("B")
                                ? Base64.getMimeDecoder().decode(text)
                                : quoted(text);
                return Optional.of(new Word(Charset.forName(charset), bytes));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }
}
