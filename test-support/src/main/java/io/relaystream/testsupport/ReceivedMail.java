package io.relaystream.testsupport;

import java.time.Instant;
import java.util.List;

/// A mail that [FakeSmtpServer] received up to its final dot, whatever it answered then.
///
/// @param mailFrom the envelope sender without brackets; empty for the null sender
/// @param recipients the envelope recipients without brackets
/// @param receivedAt when the final dot arrived
/// @param content the mail without dot-stuffing, each byte as one character (ISO-8859-1)
public record ReceivedMail(
        String mailFrom, List<String> recipients, Instant receivedAt, String content) {}
