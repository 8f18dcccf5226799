package io.relaystream.processor.delivery;

import io.relaystream.core.Code;

/// Who takes the forwarded mails.
public enum Provider implements Code {
    SMTP,
    SES
}
