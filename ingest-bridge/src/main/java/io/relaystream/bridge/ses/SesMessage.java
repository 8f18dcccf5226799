package io.relaystream.bridge.ses;

import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.mail.InboundMail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a notification of SES says.
public sealed interface SesMessage {

    /// A mail arrived.
    ///
    /// @param mails one for each recipient
    /// @param inline the raw mail if SES did not store it
    /// @param unusable paths of the recipients that are no addresses, such as
    ///   `receipt.recipients[1]`
    record Received(List<InboundMail> mails, @Nullable InlineContent inline, List<String> unusable)
            implements SesMessage {
        public Received {
            mails = List.copyOf(mails);
            unusable = List.copyOf(unusable);
        }
    }

    /// What became of a mail that we sent; one report for each recipient that it names.
    record Reported(List<Feedback> reports) implements SesMessage {
        public Reported {
            reports = List.copyOf(reports);
        }
    }

    record Irrelevant(IrrelevantKind kind) implements SesMessage {}

    /// @param path the field that is to blame, such as `receipt.action.type`
    record NotUnderstood(RejectReason reason, String path) implements SesMessage {}
}
