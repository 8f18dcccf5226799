package io.relaystream.core.seal;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bytes as part of an address: in base 36, because local parts may come back in lower case.
final class TokenText {
    private static final int RADIX = 36;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-z]{1,60}");

    private TokenText() {}

    static String of(byte[] bytes) {
        return new BigInteger(1, bytes).toString(RADIX);
    }

    /// @param length how many bytes were written
    /// @return empty if the text is not made of so many bytes
    static Optional<byte[]> bytes(String text, int length) {
        if (!TOKEN.matcher(text).matches()) {
            return Optional.empty();
        }
        byte[] magnitude = new BigInteger(text, RADIX).toByteArray();
        int sign = magnitude.length > length && magnitude[0] == 0 ? 1 : 0;
        int size = magnitude.length - sign;
        if (size > length) {
            return Optional.empty();
        }
        byte[] whole = new byte[length];
        System.arraycopy(magnitude, sign, whole, length - size, size);
        return Optional.of(whole);
    }
}
