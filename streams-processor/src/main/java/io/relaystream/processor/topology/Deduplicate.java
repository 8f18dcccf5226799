package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/// Lets each (mail, recipient) pass once. The first one wins; repeats are counted and end here.
final class Deduplicate implements FixedKeyProcessor<String, InboundMail, InboundMail> {
    private final Meters meters;
    private FixedKeyProcessorContext<String, InboundMail> context;
    private WindowStore<String, String> seen;

    Deduplicate(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, InboundMail> newContext) {
        context = newContext;
        seen = newContext.getStateStore(StateStores.SEEN);
    }

    @Override
    public void process(FixedKeyRecord<String, InboundMail> record) {
        String id = record.value().deliveryId();
        if (seenBefore(id, record.timestamp())) {
            meters.count(Metric.MAILS_SEEN, Novelty.DUPLICATE);
            return;
        }
        meters.count(Metric.MAILS_SEEN, Novelty.NEW);
        seen.put(id, "", record.timestamp());
        context.forward(record);
    }

    private boolean seenBefore(String id, long timestamp) {
        long horizon = StateStores.DEDUPE_HORIZON.toMillis();
        long from = Math.max(0, timestamp - horizon);
        try (WindowStoreIterator<String> hits = seen.fetch(id, from, timestamp + horizon)) {
            return hits.hasNext();
        }
    }

    private enum Novelty implements Code {
        NEW,
        DUPLICATE
    }
}
