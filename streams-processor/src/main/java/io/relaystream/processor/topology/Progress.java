package io.relaystream.processor.topology;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import io.relaystream.platform.metrics.Meters;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Moves mails in flight: by what workers report, and by the passing of time.
final class Progress implements Processor<String, DeliveryOutcome, String, Emission> {
    private final ForwardingTopology.Setup setup;
    private final Ledger ledger;
    private final LedgerGauges gauges;
    private final Meters meters;
    private ProcessorContext<String, Emission> context;
    private LedgerStore store;
    private LedgerDesk desk;

    Progress(ForwardingTopology.Setup setup, LedgerGauges gauges, Meters meters) {
        this.setup = setup;
        this.ledger = setup.ledger();
        this.gauges = gauges;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Emission> newContext) {
        context = newContext;
        desk = LedgerDesk.of(setup, gauges, newContext, meters);
        store = desk.store();
        gauges.open(newContext.taskId(), store);
        Punctuations.everySecond(newContext, this::due);
    }

    @Override
    public void process(Record<String, DeliveryOutcome> record) {
        LedgerEntry entry = store.get(record.value().deliveryId());
        if (entry == null) {
            // Its story has ended: a late report of a doubtful attempt that was sent again.
            return;
        }
        Instant now = Instant.ofEpochMilli(record.timestamp());
        apply(entry, ledger.report(entry, record.value(), now), now);
    }

    private void due(Instant now) {
        store.eachDue(
                now,
                deliveryId -> {
                    LedgerEntry entry = store.get(deliveryId);
                    if (entry != null) {
                        apply(entry, ledger.due(entry, now), now);
                    }
                });
    }

    private void apply(LedgerEntry entry, Transition transition, Instant now) {
        for (Emission emission : desk.apply(entry, transition, now)) {
            context.forward(new Record<>(entry.accountId(), emission, now.toEpochMilli()));
        }
    }

    @Override
    public void close() {
        gauges.close(context.taskId());
    }
}
