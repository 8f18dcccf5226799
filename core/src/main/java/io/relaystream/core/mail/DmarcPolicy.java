package io.relaystream.core.mail;

import io.relaystream.core.Code;

/// What the domain in `From:` asks receivers to do with mail that fails DMARC (RFC 9989).
public enum DmarcPolicy implements Code {
    NONE,
    QUARANTINE,
    REJECT
}
