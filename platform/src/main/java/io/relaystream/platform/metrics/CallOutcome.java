package io.relaystream.platform.metrics;

import io.relaystream.core.Code;

/// How a call to something outside the process went.
public enum CallOutcome implements Code {
    OK,
    NOT_FOUND,
    FAILED
}
