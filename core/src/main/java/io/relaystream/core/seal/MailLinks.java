package io.relaystream.core.seal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// What lets an owner fetch a mail that is too large to be forwarded, without a login: a token that
/// says where it lies and when the link ends, which only we can make and read.
public final class MailLinks {
    /// How long a mail can be fetched after it came.
    public static final Duration LIFETIME = Duration.ofDays(7);

    /// There are no owners to tell apart: whoever has a token may fetch the mail.
    private static final String ANYBODY = "";

    private final Box box;

    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    public MailLinks(String secret) {
        this.box = new Box(secret.getBytes(StandardCharsets.UTF_8), "mail link");
    }

    /// Letters, digits, `-` and `_`; the same mail always gets the same one.
    ///
    /// @param bucket and
    /// @param objectKey where the raw mail lies
    /// @param receivedAt when it came
    public String token(String bucket, String objectKey, Instant receivedAt) {
        long end = receivedAt.plus(LIFETIME).getEpochSecond();
        String text = String.join("\n", Long.toString(end), bucket, objectKey);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(box.close(text, ANYBODY));
    }

    /// @return empty if we have not made the token; it may have ended
    public Optional<LinkedMail> open(String token) {
        try {
            return box.open(Base64.getUrlDecoder().decode(token), ANYBODY).map(MailLinks::read);
        } catch (IllegalArgumentException _) {
            // No base 64, so none of ours.
            return Optional.empty();
        }
    }

    private static LinkedMail read(String text) {
        String[] parts = text.split("\n", 3);
        return new LinkedMail(parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[0])));
    }
}
