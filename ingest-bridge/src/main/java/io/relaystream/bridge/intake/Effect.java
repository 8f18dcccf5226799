package io.relaystream.bridge.intake;

/// How a call through a port went; the implementation has logged what failed.
public enum Effect {
    DONE,
    FAILED
}
