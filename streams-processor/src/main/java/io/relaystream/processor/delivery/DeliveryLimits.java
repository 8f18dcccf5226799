package io.relaystream.processor.delivery;

/// How much one worker takes on at once.
///
/// @param mails attempts in flight
/// @param bytes memory for them; a mail takes four times its size, but no more than 4 MiB
/// @param largest the largest mail that the provider takes, in bytes
public record DeliveryLimits(int mails, long bytes, long largest) {

    public DeliveryLimits {
        if (mails < 1 || bytes < 1 || largest < 1) {
            throw new IllegalArgumentException(
                    "A worker's limits must be at least 1, got %d mails, %d bytes, a largest of %d"
                            .formatted(mails, bytes, largest));
        }
    }
}
