package io.relaystream.processor.topology;

import io.relaystream.core.decision.Explanation;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import io.relaystream.platform.metrics.Meters;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Answers what would become of a mail that nobody sent, from the tables as they are at this
/// moment: like [Resolve], but it holds nothing, counts nothing and remembers nothing.
final class Inquire implements Processor<String, InboundMail, String, Resolution> {
    private final ForwardingTopology.Setup setup;
    private final Meters meters;
    private ProcessorContext<String, Resolution> context;
    private Recipients recipients;
    private Freshness freshness;

    Inquire(ForwardingTopology.Setup setup, Meters meters) {
        this.setup = setup;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Resolution> newContext) {
        context = newContext;
        recipients = new Recipients(setup, newContext);
        freshness = new Freshness(newContext, meters);
    }

    @Override
    public void process(Record<String, InboundMail> record) {
        InboundMail mail = record.value();
        Instant now = Instant.ofEpochMilli(record.timestamp());
        Recipient recipient = recipients.find(mail.recipient(), now);
        Resolution resolution =
                recipient instanceof Nobody
                        ? new Resolution.Explained(
                                Explanation.of(
                                        mail.messageId(),
                                        setup.policy(),
                                        Facts.withoutOwner(mail, recipient, now),
                                        freshness.circumstances(null, null, now)))
                        : new Resolution.Found(ResolvedMail.of(mail, recipient, true, 0));
        context.forward(record.withValue(resolution));
    }
}
