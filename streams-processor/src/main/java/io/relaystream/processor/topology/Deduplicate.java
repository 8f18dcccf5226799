package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/// Lets each (mail, recipient) pass once. The first one wins; repeats are counted and end here.
final class Deduplicate implements FixedKeyProcessor<String, InboundMail, InboundMail> {
    private final Meters meters;
    private FixedKeyProcessorContext<String, InboundMail> context;
    private Horizon seen;

    Deduplicate(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, InboundMail> newContext) {
        context = newContext;
        seen = new Horizon(newContext.getStateStore(StateStores.SEEN));
    }

    @Override
    public void process(FixedKeyRecord<String, InboundMail> record) {
        String id = record.value().deliveryId();
        if (seen.firstTime(id, record.timestamp())) {
            meters.count(Metric.MAILS_SEEN, Novelty.NEW);
            context.forward(record);
        } else {
            meters.count(Metric.MAILS_SEEN, Novelty.DUPLICATE);
        }
    }

    private enum Novelty implements Code {
        NEW,
        DUPLICATE
    }
}
