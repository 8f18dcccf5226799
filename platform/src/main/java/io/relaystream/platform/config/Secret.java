package io.relaystream.platform.config;

/// A value that must not be shown; [#toString()] hides it.
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
