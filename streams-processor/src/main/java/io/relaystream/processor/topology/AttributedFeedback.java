package io.relaystream.processor.topology;

import io.relaystream.core.feedback.Feedback;

/// A report whose account is known.
record AttributedFeedback(String accountId, Feedback feedback) {}
