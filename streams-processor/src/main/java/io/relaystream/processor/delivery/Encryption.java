package io.relaystream.processor.delivery;

import io.relaystream.pgp.PgpKey;
import io.relaystream.processor.delivery.Scratch.Kept;
import io.relaystream.processor.mime.EncryptedMessage;
import io.relaystream.processor.mime.MailBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What a mail to an owner goes through last. If the owner has a key, it either comes out encrypted
/// or not at all: whatever fails is thrown.
record Encryption(Scratch scratch) {

    /// @param key of the owner, if mail is to be encrypted
    /// @return the mail as it may be sent; the caller closes it when that is done
    Kept ready(Attempt attempt, MailBytes mail, Optional<PgpKey> key) {
        if (key.isEmpty() || EncryptedMessage.isEncrypted(mail)) {
            return new Kept(mail, () -> {});
        }
        return attempt.rewrite(() -> encrypted(mail, attempt.request().deliveryId(), key.get()));
    }

    private Kept encrypted(MailBytes mail, String boundary, PgpKey key) {
        try {
            return scratch.write(out -> EncryptedMessage.write(mail, boundary, key, out));
        } catch (IOException e) {
            throw new UncheckedIOException("A mail could not be encrypted", e);
        }
    }
}
