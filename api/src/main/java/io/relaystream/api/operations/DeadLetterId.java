package io.relaystream.api.operations;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a record lies in `mail.dead-letter`.
public record DeadLetterId(int partition, long offset) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    /// @return empty if the text is no id
    public static Optional<DeadLetterId> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new DeadLetterId(
                                Integer.parseInt(matcher.group(1)),
                                Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    public String text() {
        return partition + "-" + offset;
    }
}
