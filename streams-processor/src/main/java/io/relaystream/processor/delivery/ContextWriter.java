package io.relaystream.processor.delivery;

import io.relaystream.core.reply.SealedContext;
import java.util.List;

/// Who keeps whom reverse addresses lead to. Safe for use by many threads; a call takes at most
/// [FeedbackWriter#LIMIT].
public interface ContextWriter {

    /// Keeps what the owner of an account is about to be given.
    ///
    /// @param contexts of one account
    /// @return true when all is safe; false if it may not be: then the mail must not go out
    boolean write(String accountId, List<SealedContext> contexts);
}
