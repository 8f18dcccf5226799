package io.relaystream.processor.topology;

import io.relaystream.core.account.Account;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.platform.metrics.Meters;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Moves mails in flight: by what workers report, and by the passing of time.
final class Progress implements Processor<String, DeliveryOutcome, String, Emission> {
    private final ForwardingTopology.Setup setup;
    private final Ledger ledger;
    private final LedgerGauges gauges;
    private final Meters meters;
    private ProcessorContext<String, Emission> context;
    private LedgerStore store;
    private Table<Account> accounts;
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
        accounts = new Table<>(newContext.getStateStore(StateStores.ACCOUNTS));
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
        String aliasId = entry.aliasId();
        if (record.value().code() == DeliveryCode.KEY_UNUSABLE && aliasId != null) {
            emit(entry, keyUnusable(entry, aliasId, now), now);
        }
    }

    /// Once a day, however much mail waits.
    private List<Emission> keyUnusable(LedgerEntry entry, String aliasId, Instant now) {
        String account = entry.accountId();
        NoticeDesk.About about =
                new NoticeDesk.About(
                        account,
                        aliasId,
                        entry.mail().mailbox(),
                        entry.destination(),
                        entry.preferences().locale());
        return desk.tell(NoticeKind.KEY_UNUSABLE, about, NoticeDesk.daily(account, now), now);
    }

    private void due(Instant now) {
        store.eachDue(
                now,
                deliveryId -> {
                    LedgerEntry entry = store.get(deliveryId);
                    if (entry != null) {
                        LedgerEntry current = withKeyOf(accounts.get(entry.accountId()), entry);
                        apply(current, ledger.due(current, now), now);
                    }
                });
    }

    /// The owner may have another key by now than when the mail was decided.
    private static LedgerEntry withKeyOf(@Nullable Account owner, LedgerEntry entry) {
        return owner == null || entry.task() != DeliveryTask.FORWARD
                ? entry
                : entry.encryptedTo(owner.pgpKey());
    }

    private void apply(LedgerEntry entry, Transition transition, Instant now) {
        emit(entry, desk.apply(entry, transition, now), now);
    }

    private void emit(LedgerEntry entry, List<Emission> emissions, Instant now) {
        for (Emission emission : emissions) {
            context.forward(new Record<>(entry.accountId(), emission, now.toEpochMilli()));
        }
    }

    @Override
    public void close() {
        gauges.close(context.taskId());
    }
}
