package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;

/// What is done for a kind of request. Has no state: that of an attempt is in the [Attempt].
interface Task {

    /// @return how it ended
    /// @throws InterruptedException while waiting; nothing was sent
    DeliveryOutcome run(Attempt attempt) throws InterruptedException;
}
