package io.relaystream.core.account;

import io.relaystream.core.Code;

/// What an owner wants done with mail that fails DMARC and whose domain asks for quarantine (RFC
/// 9989).
public enum Quarantine implements Code {
    /// It is forwarded, and says that its sender is not verified.
    WARN,
    DROP
}
