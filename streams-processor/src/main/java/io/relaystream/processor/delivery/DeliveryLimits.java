package io.relaystream.processor.delivery;

/// How much one worker takes on at once.
///
/// @param mails attempts in flight
/// @param bytes raw mail in memory
public record DeliveryLimits(int mails, long bytes) {

    public DeliveryLimits {
        if (mails < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "A worker's limits must be at least 1, got %d mails and %d bytes"
                            .formatted(mails, bytes));
        }
    }
}
