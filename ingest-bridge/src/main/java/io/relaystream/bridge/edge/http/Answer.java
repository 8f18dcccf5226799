package io.relaystream.bridge.edge.http;

import io.relaystream.core.Code;

/// What a request to the intake is answered. SNS takes 2xx to 4xx as final and repeats after 5xx,
/// so whatever may go better next time is a 503.
enum Answer implements Code {
    ACCEPTED(200),
    IGNORED(200),
    REJECTED(200),
    REFUSED(403),
    UNAVAILABLE(503),
    /// As many requests as allowed are being handled.
    OVERLOADED(503),
    /// More than any message of SNS has.
    TOO_LARGE(413);

    private final int status;

    Answer(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
