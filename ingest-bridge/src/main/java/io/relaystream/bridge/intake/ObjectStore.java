package io.relaystream.bridge.intake;

import io.relaystream.bridge.ses.InlineContent;

/// Port: where raw mails lie. Answers within 5 s.
@FunctionalInterface
public interface ObjectStore {
    /// Stores the mail under its key, over what may already be there.
    Effect put(InlineContent mail);
}
