package io.relaystream.api.http;

import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.core.stats.AliasStats;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alias as JSON.
record AliasAnswer(
        UUID id,
        String address,
        String kind,
        boolean enabled,
        String blocking,
        @Nullable String label,
        @Nullable String note,
        @Nullable String usedOn,
        @Nullable String expiresAt,
        List<String> blockedSenders,
        boolean banner,
        Stats stats,
        String createdAt,
        String updatedAt) {

    /// What has become of its mail.
    record Stats(
            long forwarded,
            long blocked,
            long replied,
            long trackersRemoved,
            @Nullable String lastUsedAt) {

        static Stats of(AliasStats stats) {
            return new Stats(
                    stats.forwarded(),
                    stats.blocked(),
                    stats.replied(),
                    stats.trackersRemoved(),
                    Json.text(stats.lastUsedAt()));
        }
    }

    static AliasAnswer of(OwnedAlias alias) {
        AliasSettings settings = alias.settings();
        Remarks remarks = settings.remarks();
        return new AliasAnswer(
                alias.id(),
                alias.address().value(),
                alias.kind().code(),
                settings.enabled(),
                settings.blocking().code(),
                nullable(remarks.label().text()),
                nullable(remarks.note().text()),
                nullable(remarks.usedOn().text()),
                Json.text(settings.expiry().at()),
                settings.blockedSenders().values(),
                settings.banner(),
                Stats.of(alias.stats()),
                alias.createdAt().toString(),
                alias.updatedAt().toString());
    }

    private static @Nullable String nullable(String text) {
        return text.isEmpty() ? null : text;
    }
}
