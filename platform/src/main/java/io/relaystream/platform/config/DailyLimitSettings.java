package io.relaystream.platform.config;

import io.relaystream.core.account.DailyLimits;

/// Reads the daily limits of accounts: one service enforces them and another one shows them, so
/// both must read the same.
public final class DailyLimitSettings {
    private static final long MAX = 1_000_000_000_000_000L;

    private DailyLimitSettings() {}

    public static DailyLimits read(Env env) {
        DailyLimits standard = DailyLimits.STANDARD;
        return new DailyLimits(
                env.number(Setting.DAILY_FORWARDS, standard.forwards(), 1, MAX),
                env.number(Setting.DAILY_BYTES, standard.bytes(), 1, MAX),
                env.number(Setting.DAILY_REPLIES, standard.replies(), 1, MAX),
                env.number(Setting.DAILY_ALIASES, standard.aliases(), 1, MAX));
    }
}
