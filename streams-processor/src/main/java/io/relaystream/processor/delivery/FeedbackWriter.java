package io.relaystream.processor.delivery;

import io.relaystream.core.feedback.Feedback;
import java.time.Duration;
import java.util.List;

/// Who is told what reports about our mail say. Safe for use by many threads.
public interface FeedbackWriter {
    /// How long a call may take.
    Duration LIMIT = Duration.ofSeconds(15);

    /// Writes what a report says about an account's mailbox.
    ///
    /// @return true when all is safe; false if it may not be: then it is to be written again
    boolean write(String accountId, List<Feedback> feedback);
}
