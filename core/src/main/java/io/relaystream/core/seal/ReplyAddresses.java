package io.relaystream.core.seal;

import io.relaystream.core.Hashes;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// Reverse addresses: an owner who writes to one writes to a correspondent of an alias, and nobody
/// learns the owner's address. `TOKEN@replies.DOMAIN`, where the token is 128 bits that only we can
/// make, always the same for an alias and a correspondent, and the account's id, which only we can
/// read.
///
/// What an address stands for is stored under a hash of its token, encrypted with a key that is
/// made of the token: the store tells nothing to whoever has no mail with the address.
public final class ReplyAddresses {
    private static final int TAG_BYTES = 16;
    private static final int ID_BYTES = 2 * Long.BYTES;
    private static final String OWN = "reply context";

    private final String host;
    private final Seal tags;
    private final Seal pads;

    /// @param host where reverse addresses are, such as `replies.relay.localhost`
    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    ReplyAddresses(String host, String secret) {
        this.host = host;
        this.tags = new Seal(secret, "reverse address", TAG_BYTES);
        this.pads = new Seal(secret, "reverse address of account", ID_BYTES);
    }

    /// The reverse address of a correspondent of an alias.
    ///
    /// @param accountId the owner, a UUID
    public EmailAddress of(String accountId, String aliasId, EmailAddress correspondent) {
        return address(token(accountId, aliasId, correspondent));
    }

    /// What has to be stored, so that [#of] can be used.
    ///
    /// @param accountId the owner, a UUID
    /// @param now when the address is given to the owner
    public SealedContext store(String accountId, ReplyContext context, Instant now) {
        byte[] token = token(accountId, context.aliasId(), context.correspondent());
        String text =
                String.join(
                        "\n",
                        context.aliasId(),
                        context.alias().value(),
                        context.correspondent().value());
        byte[] closed = new Box(token, OWN).close(text, accountId);
        return new SealedContext(
                hash(token), accountId, Base64.getEncoder().encodeToString(closed), now);
    }

    /// Reads a recipient's token.
    ///
    /// @return empty if it is none; whether it was ever issued is known once its context is there
    public Optional<ReverseAddress> open(EmailAddress recipient) {
        return Optional.of(recipient)
                .filter(address -> address.isAt(host))
                .flatMap(
                        address ->
                                TokenText.bytes(address.withoutTag().local(), TAG_BYTES + ID_BYTES))
                .map(token -> new ReverseAddress(accountId(token), hash(token), token));
    }

    /// What a reverse address stands for.
    ///
    /// @return empty if that is not what is stored for it
    public Optional<ReplyContext> context(ReverseAddress address, SealedContext stored) {
        byte[] closed = Base64.getDecoder().decode(stored.context());
        return new Box(address.token(), OWN)
                .open(closed, address.accountId())
                .map(text -> text.split("\n", -1))
                .map(
                        parts ->
                                new ReplyContext(
                                        parts[0],
                                        new EmailAddress(parts[1]),
                                        new EmailAddress(parts[2])));
    }

    private byte[] token(String accountId, String aliasId, EmailAddress correspondent) {
        String whole = String.join("\n", accountId, aliasId, correspondent.value());
        byte[] tag = tags.of(whole.getBytes(StandardCharsets.UTF_8));
        UUID id = UUID.fromString(accountId);
        byte[] plain =
                ByteBuffer.allocate(ID_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return ByteBuffer.allocate(TAG_BYTES + ID_BYTES).put(tag).put(padded(plain, tag)).array();
    }

    private String accountId(byte[] token) {
        byte[] tag = Arrays.copyOf(token, TAG_BYTES);
        ByteBuffer id =
                ByteBuffer.wrap(padded(Arrays.copyOfRange(token, TAG_BYTES, token.length), tag));
        return new UUID(id.getLong(), id.getLong()).toString();
    }

    /// The id hidden, or shown again: one pad for each tag.
    private byte[] padded(byte[] id, byte[] tag) {
        byte[] pad = pads.of(tag);
        byte[] padded = new byte[ID_BYTES];
        for (int at = 0; at < ID_BYTES; at++) {
            padded[at] = (byte) (id[at] ^ pad[at]);
        }
        return padded;
    }

    private EmailAddress address(byte[] token) {
        return new EmailAddress(TokenText.of(token) + "@" + host);
    }

    private static String hash(byte[] token) {
        return HexFormat.of().formatHex(Hashes.sha256().digest(token));
    }
}
