package io.relaystream.api.webhook;

import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/// What a receiver knows our posts by: `whsec_` and 256 random bits in base64url.
///
/// @param value the whole text is the key; [#toString()] hides it
public record WebhookSecret(String value) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    public static WebhookSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Signs the time, too, so that nobody can post an old body again unnoticed.
    ///
    /// @return the header `Relaystream-Signature`
    public String signature(Instant at, String body) {
        String signed = at.getEpochSecond() + "." + body;
        byte[] hmac = Hashes.hmac(Hashes.key(bytes(value)), bytes(signed));
        return "t=%d,v1=%s".formatted(at.getEpochSecond(), HexFormat.of().formatHex(hmac));
    }

    @Override
    public String toString() {
        return "***";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
