package io.relaystream.api.projector;

import java.util.regex.Pattern;

/// Ids of mails as the tables take them.
final class MailIds {
    private static final Pattern DELIVERY_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern MESSAGE_ID = Pattern.compile("[!-~]{1,500}");

    private MailIds() {}

    /// @throws IllegalArgumentException if an id is none of ours
    static void check(String deliveryId, String messageId) {
        if (!DELIVERY_ID.matcher(deliveryId).matches()) {
            throw new IllegalArgumentException(
                    "delivery_id must be 32 hexadecimal digits, got %d characters"
                            .formatted(deliveryId.length()));
        }
        if (!MESSAGE_ID.matcher(messageId).matches()) {
            throw new IllegalArgumentException(
                    "message_id must be 1 to 500 visible ASCII characters, got %d characters"
                            .formatted(messageId.length()));
        }
    }
}
