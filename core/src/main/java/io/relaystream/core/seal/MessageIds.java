package io.relaystream.core.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Message ids of owners' replies, as correspondents see them: ids of ours that hide the original,
/// which may tell the owner's provider or name, and give it back when an answer refers to them. So
/// a conversation threads on both sides, and nothing has to be stored for it.
public final class MessageIds {
    /// In bytes. A longer one is hidden for good: a line has at most 998 (RFC 5322 section 2.1.1).
    private static final int MAX_LENGTH = 500;

    private static final int HASH_BYTES = 16;

    private final String host;
    private final Box box;
    private final Seal hashes;

    /// @param host right side of our ids
    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    MessageIds(String host, String secret) {
        this.host = host;
        this.box = new Box(secret.getBytes(StandardCharsets.UTF_8), "message id");
        this.hashes = new Seal(secret, "long message id", HASH_BYTES);
    }

    /// @param accountId the owner: nobody else's mail gives the id back
    /// @param id of the owner's, without angle brackets
    /// @return without angle brackets; the same id always gives the same one
    public String hidden(String accountId, String id) {
        if (id.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            byte[] named = (accountId + "\n" + id).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(hashes.of(named)) + "@" + host;
        }
        byte[] closed = box.close(id, accountId);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(closed) + "@" + host;
    }

    /// @param id without angle brackets
    /// @return the owner's id; empty if it is none that we have hidden for this account
    public Optional<String> shown(String accountId, String id) {
        if (!id.endsWith("@" + host)) {
            return Optional.empty();
        }
        String text = id.substring(0, id.length() - host.length() - 1);
        try {
            return box.open(Base64.getUrlDecoder().decode(text), accountId);
        } catch (IllegalArgumentException _) {
            // No base 64, so none of ours.
            return Optional.empty();
        }
    }
}
