package io.relaystream.api.message;

import io.relaystream.core.mail.Verdict;

/// What the receiving server found.
public record Verdicts(Verdict spam, Verdict virus, Verdict spf, Verdict dkim, Verdict dmarc) {}
