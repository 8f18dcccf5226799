package io.relaystream.processor.mime;

import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.HopMark;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The header fields that mails of ours have in common. All come from the request, so that every
/// attempt writes the same ones.
record OurFields(DeliveryRequest request, HopMark hops) {
    static final String ALIAS = "X-Relaystream-Alias";
    static final String DELIVERY_ID = "X-Relaystream-Delivery-Id";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    void addDate(HeaderWriter out) {
        out.add("Date", date(request.receivedAt()));
    }

    /// As it stands in a header, in UTC: the zone could tell where somebody is.
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    void addMessageId(HeaderWriter out) {
        out.add("Message-ID", "<" + request.deliveryId() + "@" + request.alias().domain() + ">");
    }

    /// What tells us that the mail is ours when it or a report about it comes back.
    void addMarks(HeaderWriter out) {
        out.add(DELIVERY_ID, request.deliveryId());
        out.add(HopMark.FIELD, hops.of(request.deliveryId()));
    }
}
