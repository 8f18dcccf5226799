package io.relaystream.testsupport;

/// What [FakeSmtpServer] does at a [Stage].
public sealed interface Reaction {

    /// Answers with a line such as `451 4.3.0 Later`; the session goes on.
    record Reply(String line) implements Reaction {}

    /// Closes the connection without a word.
    record Drop() implements Reaction {}

    /// Says nothing and keeps the connection open, until the client or the test gives up.
    record Hang() implements Reaction {}

    static Reaction reply(String line) {
        return new Reply(line);
    }

    static Reaction drop() {
        return new Drop();
    }

    static Reaction hang() {
        return new Hang();
    }
}
