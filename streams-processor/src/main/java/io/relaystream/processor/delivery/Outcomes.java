package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;

/// Who listens to how attempts end.
public interface Outcomes {

    /// Returns when the report is safe, or when it could not be made, which is logged: the ledger's
    /// deadline covers it.
    void report(DeliveryOutcome outcome);
}
