package io.relaystream.bridge.ses;

import io.relaystream.core.Code;

/// What is understood and asks nothing of us.
public enum IrrelevantKind implements Code {
    /// AWS tries out a topic that was just connected.
    SETUP_MESSAGE,
    /// Somebody opened a mail or followed a link: we do not watch people read.
    ENGAGEMENT,
    /// A preference in a contact list of SES, which we do not use.
    CONTACT_LIST
}
