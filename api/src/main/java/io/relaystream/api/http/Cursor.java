package io.relaystream.api.http;

import io.relaystream.api.alias.AliasOrder;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.store.Position;
import io.relaystream.api.store.StorableTime;
import io.relaystream.core.address.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A position in a list, as text that callers hand back and need not understand. Whoever forges one
/// gets another part of his own list.
final class Cursor {
    private static final int POSITION_PARTS = 3;

    private Cursor() {}

    static String of(AliasPosition position) {
        String text = "%s %s %s".formatted(position.order().text(), position.id(), position.key());
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(Position position) {
        String text = position.at() + " " + position.id();
        return text(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String of(String host) {
        return text(host.getBytes(StandardCharsets.US_ASCII));
    }

    /// @return empty if it is none of ours
    static Optional<AliasPosition> alias(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", POSITION_PARTS);
            return parts.length < POSITION_PARTS
                    ? Optional.empty()
                    : AliasOrder.parse(parts[0])
                            .map(
                                    order ->
                                            new AliasPosition(
                                                    order, parts[2], UUID.fromString(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @return empty if it is none of ours
    static Optional<Position> position(String cursor) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String[] parts = text.split(" ", -1);
            return parts.length == 2
                    ? Optional.of(
                            new Position(StorableTime.parse(parts[0]), UUID.fromString(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @return empty if it is none of ours
    static Optional<String> host(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return Optional.of(EmailAddress.host(new String(bytes, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
