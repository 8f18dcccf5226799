package io.relaystream.embedded;

import java.time.Instant;
import java.util.List;

/// One mail as it came over SMTP. What it holds is personal data, so [#toString()] tells only its
/// size.
public final class CaughtMail {
    private final String sender;
    private final List<String> recipients;
    private final Instant receivedAt;
    private final byte[] raw;

    CaughtMail(String sender, List<String> recipients, Instant receivedAt, byte[] raw) {
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.receivedAt = receivedAt;
        this.raw = raw;
    }

    /// Address of `MAIL FROM`; empty for the null sender `<>`.
    public String sender() {
        return sender;
    }

    /// Addresses of `RCPT TO`, each once, in no particular order.
    public List<String> recipients() {
        return recipients;
    }

    /// When the catcher had read the last byte.
    public Instant receivedAt() {
        return receivedAt;
    }

    /// A copy of the bytes between `DATA` and the final dot, dots unstuffed.
    public byte[] raw() {
        return raw.clone();
    }

    int size() {
        return raw.length;
    }

    @Override
    public String toString() {
        return "CaughtMail[%d recipients, %d bytes]".formatted(recipients.size(), raw.length);
    }
}
