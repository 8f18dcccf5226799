package io.relaystream.core.account;

/// What one account may use per UTC day. Reaching a limit is allowed; it ends that use for a day.
///
/// @param forwards forwarded mails
/// @param bytes of forwarded mails, as they were received
/// @param replies mails sent on behalf of the owner
/// @param aliases aliases made by mail
public record DailyLimits(long forwards, long bytes, long replies, long aliases) {
    /// Those of Firefox Relay.
    public static final DailyLimits STANDARD = new DailyLimits(1_000, 1_000_000_000, 100, 100);

    public DailyLimits {
        if (forwards < 1 || bytes < 1 || replies < 1 || aliases < 1) {
            throw new IllegalArgumentException(
                    "Daily limits must be at least 1, got %d forwards, %d bytes, %d replies and %d aliases"
                            .formatted(forwards, bytes, replies, aliases));
        }
    }
}
