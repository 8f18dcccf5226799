package io.relaystream.processor.delivery;

import io.relaystream.core.Code;

/// Who takes the forwarded mails.
public enum Provider implements Code {
    SMTP,
    SES;

    /// Whether a mail goes out with the `Message-ID` that it has: Amazon SES gives it another one.
    boolean keepsMessageId() {
        return this == SMTP;
    }
}
