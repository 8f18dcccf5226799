package io.relaystream.api.http;

import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.store.Position;
import io.relaystream.core.address.EmailAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A position in a list, as text that callers hand back and need not understand. Whoever forges one
/// gets another part of his own list. Times are to the microsecond, as Postgres has them.
final class Cursor {
    private static final int BYTES = 3 * Long.BYTES;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursor() {}

    static String of(AliasPosition position) {
        byte[] bytes =
                ByteBuffer.allocate(BYTES)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt()))
                        .putLong(position.id().getMostSignificantBits())
                        .putLong(position.id().getLeastSignificantBits())
                        .array();
        return text(bytes);
    }

    static String of(Position position) {
        return of(new AliasPosition(position.at(), position.id()));
    }

    static String of(String host) {
        return text(host.getBytes(StandardCharsets.US_ASCII));
    }

    /// @return empty if it is none of ours
    static Optional<AliasPosition> position(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return bytes.length == BYTES ? Optional.of(position(bytes)) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /// @return empty if it is none of ours
    static Optional<Position> inTime(String cursor) {
        return position(cursor).map(alias -> new Position(alias.createdAt(), alias.id()));
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

    private static AliasPosition position(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Instant createdAt = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
        if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(LATEST)) {
            throw new DateTimeException("A cursor must be of our time");
        }
        return new AliasPosition(createdAt, new UUID(buffer.getLong(), buffer.getLong()));
    }
}
