package io.relaystream.bridge.ses;

import java.io.Serial;

/// Ends the reading of a payload; [SesParser] turns it into a result.
final class NotUnderstoodException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final String path;

    /// @param path the field that is to blame
    NotUnderstoodException(RejectReason reason, String path) {
        super(reason.code() + " at " + path);
        this.reason = reason;
        this.path = path;
    }

    SesMessage.NotUnderstood result() {
        return new SesMessage.NotUnderstood(reason, path);
    }
}
