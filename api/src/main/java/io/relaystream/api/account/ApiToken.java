package io.relaystream.api.account;

import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A bearer token. Ours are `rs_` and 256 random bits in base64url, so that scanners for leaked
/// secrets know them, and a plain SHA-256 is enough to store them safely.
///
/// @param value what the caller sends; [#toString()] hides it
public record ApiToken(String value) {
    private static final String PREFIX = "rs_";
    private static final int BYTES = 32;

    public static ApiToken random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ApiToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// SHA-256 in hexadecimal, which is all that is stored.
    public String hash() {
        return HexFormat.of().formatHex(digest());
    }

    /// Compares without telling by its duration how much is equal.
    public boolean matches(ApiToken other) {
        return MessageDigest.isEqual(digest(), other.digest());
    }

    @Override
    public String toString() {
        return "***";
    }

    private byte[] digest() {
        return Hashes.sha256().digest(value.getBytes(StandardCharsets.UTF_8));
    }
}
