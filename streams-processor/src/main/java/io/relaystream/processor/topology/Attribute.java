package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.account.Account;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Finds out whose mail a report is about: by what the mail carried, else by whom it was sent to. A
/// report about nobody's mail is counted and ends here: it was not sent by us, or the account is
/// gone.
final class Attribute implements Processor<String, Feedback, String, AttributedFeedback> {
    private final Meters meters;
    private ProcessorContext<String, AttributedFeedback> context;
    private Table<Account> accountsByEmail;

    Attribute(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, AttributedFeedback> newContext) {
        context = newContext;
        accountsByEmail = new Table<>(newContext.getStateStore(StateStores.ACCOUNTS_BY_EMAIL));
    }

    @Override
    public void process(Record<String, Feedback> record) {
        Feedback feedback = record.value();
        if (feedback.accountId() != null) {
            forward(record, feedback.accountId(), Match.TAG);
            return;
        }
        Account account = byRecipient(feedback.recipient());
        if (account == null) {
            meters.count(Metric.FEEDBACK, feedback.kind(), Match.NONE);
        } else {
            forward(record, account.id(), Match.RECIPIENT);
        }
    }

    private @Nullable Account byRecipient(@Nullable EmailAddress recipient) {
        return recipient == null ? null : accountsByEmail.get(recipient.value());
    }

    private void forward(Record<String, Feedback> record, String accountId, Match match) {
        meters.count(Metric.FEEDBACK, record.value().kind(), match);
        context.forward(
                record.withKey(accountId)
                        .withValue(new AttributedFeedback(accountId, record.value())));
    }

    /// How the account was found.
    private enum Match implements Code {
        TAG,
        RECIPIENT,
        NONE
    }
}
