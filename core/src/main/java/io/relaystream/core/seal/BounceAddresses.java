package io.relaystream.core.seal;

import io.relaystream.core.address.EmailAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// The addresses that forwarded mail is sent from (`MAIL FROM`), one for each account, so that a
/// report which comes back tells whose mailbox it is about (VERP). They end after a while and
/// nobody else can make them, so that forged reports reach nothing.
///
/// `bounces+TOKEN@host`: the token is the account's id, a mark of the mailbox that the mail goes
/// to, the day that the address ends on and our seal on all of it, in base 36, because local parts
/// may come back in lower case.
public final class BounceAddresses {
    /// Mail servers try for about five days, and report then.
    static final Duration LIFETIME = Duration.ofDays(15);

    private static final int SEAL_BYTES = 10;
    private static final int MAILBOX_BYTES = 4;
    private static final int CONTENT_BYTES = 2 * Long.BYTES + MAILBOX_BYTES + Short.BYTES;

    private final EmailAddress base;
    private final Seal seal;
    private final Seal mailboxes;

    /// @param base where reports come to, such as `bounces@relay.localhost`
    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    public BounceAddresses(EmailAddress base, String secret) {
        this.base = base;
        this.seal = new Seal(secret, "bounce address", SEAL_BYTES);
        this.mailboxes = new Seal(secret, "bounced mailbox", MAILBOX_BYTES);
    }

    /// The address to send from.
    ///
    /// @param accountId a UUID
    /// @param mailbox that the mail goes to
    public EmailAddress of(String accountId, EmailAddress mailbox, Instant now) {
        UUID id = UUID.fromString(accountId);
        byte[] content =
                ByteBuffer.allocate(CONTENT_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .put(mark(mailbox))
                        .putShort((short) day(now.plus(LIFETIME)))
                        .array();
        byte[] whole =
                ByteBuffer.allocate(CONTENT_BYTES + SEAL_BYTES)
                        .put(content)
                        .put(seal.of(content))
                        .array();
        return new EmailAddress(base.local() + "+" + TokenText.of(whole) + "@" + base.domain());
    }

    /// Whose mailbox a report is about.
    ///
    /// @param recipient where the report came to
    /// @return empty if we have not issued the address, or too long ago
    public Optional<String> accountId(EmailAddress recipient, Instant now) {
        return open(recipient, now).map(Content::accountId);
    }

    /// Whether the mail that a report is about went to this mailbox; an account may have had
    /// another one before.
    ///
    /// @param recipient where the report came to
    public boolean isAbout(EmailAddress recipient, EmailAddress mailbox, Instant now) {
        return open(recipient, now)
                .filter(content -> Arrays.equals(content.mailbox, mark(mailbox)))
                .isPresent();
    }

    private Optional<Content> open(EmailAddress recipient, Instant now) {
        return recipient
                .tag()
                .filter(_ -> recipient.withoutTag().equals(base))
                .flatMap(token -> TokenText.bytes(token, CONTENT_BYTES + SEAL_BYTES))
                .flatMap(whole -> open(whole, now));
    }

    private Optional<Content> open(byte[] whole, Instant now) {
        byte[] content = Arrays.copyOf(whole, CONTENT_BYTES);
        byte[] mark = Arrays.copyOfRange(whole, CONTENT_BYTES, whole.length);
        ByteBuffer fields = ByteBuffer.wrap(content);
        UUID id = new UUID(fields.getLong(), fields.getLong());
        byte[] mailbox = new byte[MAILBOX_BYTES];
        fields.get(mailbox);
        boolean current = day(now) <= Short.toUnsignedLong(fields.getShort());
        return current && seal.matches(content, mark)
                ? Optional.of(new Content(id.toString(), mailbox))
                : Optional.empty();
    }

    private byte[] mark(EmailAddress mailbox) {
        return mailboxes.of(mailbox.value().getBytes(StandardCharsets.UTF_8));
    }

    /// What a token tells.
    @SuppressWarnings("ArrayRecordComponent") // never compared or shown
    private record Content(String accountId, byte[] mailbox) {}

    /// Days since 1970: two bytes reach to the year 2149.
    private static long day(Instant at) {
        return at.getEpochSecond() / Duration.ofDays(1).toSeconds();
    }
}
