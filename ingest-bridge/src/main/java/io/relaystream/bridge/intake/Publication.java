package io.relaystream.bridge.intake;

import io.relaystream.bridge.ses.RejectReason;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.mail.InboundMail;
import java.util.List;

/// One record for Kafka.
public sealed interface Publication {
    /// To `mail.inbound`.
    record Mail(InboundMail mail) implements Publication {}

    /// To `mail.feedback`.
    record Report(Feedback feedback) implements Publication {}

    /// To `mail.rejected-input`: the body as it came (it is UTF-8, so the text is the bytes) and
    /// what is wrong with it. The body holds addresses, so `toString()` hides it.
    ///
    /// @param paths the fields that are to blame
    record RejectedInput(String body, RejectReason reason, List<String> paths)
            implements Publication {
        public RejectedInput {
            paths = List.copyOf(paths);
        }

        @Override
        public String toString() {
            return "RejectedInput[%s, %s]".formatted(reason.code(), paths);
        }
    }
}
