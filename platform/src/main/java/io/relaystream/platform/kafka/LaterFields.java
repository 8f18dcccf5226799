package io.relaystream.platform.kafka;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.databind.InjectableValues;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.Preferences;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.mail.InboundMail;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fields that records gained when older ones already lay in topics and stores, and the value that
/// a record without the field is read with: the one that changes nothing for it.
final class LaterFields {
    private static final LaterFields ALL = new LaterFields();

    private final InjectableValues.Std values = new InjectableValues.Std();
    private final Set<String> names = new HashSet<>();

    private LaterFields() {
        add(InboundMail.class, "nullSender", false);
        add(InboundMail.class, "malformedSender", false);
        add(InboundMail.class, "heldMs", 0L);
        add(InboundMail.class, "autoSubmitted", false);
        add(InboundMail.class, "received", 0);
        add(InboundMail.class, "deliveredBefore", false);
        add(InboundMail.class, "hops", List.of());
        add(InboundMail.class, "signers", List.of());
        add(InboundMail.class, "addressees", List.of());
        add(InboundMail.class, "released", false);
        add(Account.class, "verified", true);
        add(Account.class, "quarantine", Quarantine.WARN);
        add(Account.class, "blockedSenders", Set.of());
        add(Account.class, "banner", false);
        add(Account.class, "removeTrackers", false);
        add(Account.class, "locale", "en");
        add(Account.class, "sealedReplies", false);
        add(Alias.class, "banner", false);
        add(Alias.class, "kind", AliasKind.RANDOM);
        add(Alias.class, "blockedSenders", Set.of());
        add(DeliveryRequest.class, "task", DeliveryTask.FORWARD);
        add(DeliveryRequest.class, "unverifiedSender", false);
        add(DeliveryRequest.class, "banner", false);
        add(DeliveryRequest.class, "removeTrackers", false);
        add(DeliveryRequest.class, "locale", "en");
        add(DeliveryRequest.class, "sealedReply", false);
        add(DeliveryRequest.class, "correspondents", List.of());
        add(DeliveryOutcome.class, "trackersRemoved", 0L);
        add(DeliveryOutcome.class, "wrapped", false);
        add(CanonicalRecord.class, "reply", false);
        add(CanonicalRecord.class, "trackersRemoved", 0L);
        add(CanonicalRecord.class, "wrapped", false);
        add(LedgerEntry.class, "task", DeliveryTask.FORWARD);
        add(LedgerEntry.class, "unverifiedSender", false);
        add(LedgerEntry.class, "preferences", Preferences.NONE);
        add(LedgerEntry.class, "circumstances", Circumstances.UNKNOWN);
    }

    /// Hands out the values; only a field that is missing asks for one.
    static InjectableValues values() {
        return ALL.values;
    }

    /// @return null if the field was there from the beginning
    static JacksonInject.@Nullable Value of(RecordComponent component) {
        String name = name(component.getDeclaringRecord(), component.getName());
        return ALL.names.contains(name) ? JacksonInject.Value.construct(name, true, true) : null;
    }

    private void add(Class<? extends Record> type, String field, Object value) {
        String name = name(type, field);
        names.add(name);
        values.addValue(name, value);
    }

    private static String name(Class<?> type, String field) {
        return type.getName() + "." + field;
    }
}
