package io.relaystream.api.http;

import io.relaystream.api.message.MessagePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A position in a list of mails, as [Cursor] has it for other lists: the microsecond and the id.
final class MessageCursor {
    private static final String ID = "[0-9a-f]{32}";
    private static final Pattern POSITION = Pattern.compile("(\\d{1,16}) (" + ID + ")");

    private MessageCursor() {}

    static String of(MessagePosition position) {
        String text =
                ChronoUnit.MICROS.between(Instant.EPOCH, position.receivedAt())
                        + " "
                        + position.deliveryId();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// @return empty if it is none of ours
    static Optional<MessagePosition> position(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            Matcher position = POSITION.matcher(new String(bytes, StandardCharsets.US_ASCII));
            return position.matches()
                    ? Optional.of(
                            new MessagePosition(
                                    Instant.EPOCH.plus(
                                            Long.parseLong(position.group(1)), ChronoUnit.MICROS),
                                    position.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether a mail can have this id.
    static boolean isId(String text) {
        return text.matches(ID);
    }
}
