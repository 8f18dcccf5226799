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
    /// too. Once: what comes out is not looked at again. What cannot be decoded stays as it is.
    public static String decode(String text) {
        Matcher word = WORD.matcher(text);
        StringBuilder decoded = new StringBuilder(text.length());
        int at = 0;
        while (word.find()) {
            Optional<String> plain = decode(word.group(1), word.group(2), word.group(3));
            if (plain.isPresent()) {
                String between = text.substring(at, word.start());
                decoded.append(at > 0 && between.isBlank() ? "" : between).append(plain.get());
                at = word.end();
            }
        }
        return decoded.append(text, at, text.length()).toString();
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

    private static Optional<String> decode(String charset, String encoding, String text) {
        try {
            byte[] bytes =
                    encoding.toUpperCase(Locale.ROOT).equals("B")
                            ? Base64.getMimeDecoder().decode(text)
                            : quoted(text);
            return Optional.of(new String(bytes, Charset.forName(charset)));
        } catch (IllegalArgumentException _) {
            // An unknown character set, or not in this encoding.
            return Optional.empty();
        }
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
}
