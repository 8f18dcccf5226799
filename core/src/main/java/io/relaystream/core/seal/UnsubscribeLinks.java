package io.relaystream.core.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// What switches an alias off without a login: a token in the `List-Unsubscribe` of forwarded mail
/// (RFC 8058). It holds the alias's id and our seal on it, always the same for an alias, without an
/// end: people unsubscribe by mails that are years old. Whoever has one can do nothing else with
/// it.
public final class UnsubscribeLinks {
    private static final int SEAL_BYTES = 16;
    private static final int ID_BYTES = 2 * Long.BYTES;

    private final Seal seal;

    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    public UnsubscribeLinks(String secret) {
        this.seal = new Seal(secret, "unsubscribe link", SEAL_BYTES);
    }

    /// Letters and digits only, so that it needs no escaping anywhere.
    ///
    /// @param aliasId a UUID
    public String token(String aliasId) {
        UUID id = UUID.fromString(aliasId);
        byte[] content =
                ByteBuffer.allocate(ID_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        byte[] whole =
                ByteBuffer.allocate(ID_BYTES + SEAL_BYTES)
                        .put(content)
                        .put(seal.of(content))
                        .array();
        return TokenText.of(whole);
    }

    /// @return the alias's id; empty if we have not made the token
    public Optional<UUID> aliasId(String token) {
        return TokenText.bytes(token, ID_BYTES + SEAL_BYTES).flatMap(this::open);
    }

    private Optional<UUID> open(byte[] whole) {
        byte[] content = Arrays.copyOf(whole, ID_BYTES);
        byte[] mark = Arrays.copyOfRange(whole, ID_BYTES, whole.length);
        ByteBuffer id = ByteBuffer.wrap(content);
        return seal.matches(content, mark)
                ? Optional.of(new UUID(id.getLong(), id.getLong()))
                : Optional.empty();
    }
}
