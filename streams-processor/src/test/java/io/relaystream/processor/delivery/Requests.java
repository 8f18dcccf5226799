package io.relaystream.processor.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Requests for a mail from `jane@shop.example` to `open@relay.localhost`.
public final class Requests {
    public static final Instant RECEIVED = Instant.parse("2026-01-05T12:00:00Z");

    public static final String ACCOUNT = "5c1bb8e0-0f5b-4c39-9d0c-5c3e2b7a9d11";
    public static final Seals SEALS =
            Seals.of(new EmailAddress("bounces@relay.localhost"), "a-key-for-tests-only");

    private Requests() {}

    public static DeliveryRequest ordinary() {
        return numbered(1);
    }

    public static DeliveryRequest numbered(int number) {
        return request("delivery-" + number, "emails/" + number, "jane@shop.example", false);
    }

    public static DeliveryRequest withNullSender() {
        return request("delivery-1", "emails/1", null, false);
    }

    public static DeliveryRequest withUnverifiedSender() {
        return request("delivery-1", "emails/1", "jane@shop.example", true);
    }

    private static DeliveryRequest request(
            String deliveryId,
            String objectKey,
            @Nullable String mailFrom,
            boolean unverifiedSender) {
        return new DeliveryRequest(
                deliveryId,
                DeliveryTask.FORWARD,
                1,
                "mail-1",
                ACCOUNT,
                new EmailAddress("open@relay.localhost"),
                new EmailAddress("owner@home.example"),
                mailFrom == null ? null : new EmailAddress(mailFrom),
                "relay-mail",
                objectKey,
                RECEIVED,
                null,
                unverifiedSender,
                false);
    }
}
