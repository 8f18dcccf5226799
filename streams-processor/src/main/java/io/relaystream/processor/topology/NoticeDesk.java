package io.relaystream.processor.topology;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Tells owners what happened, once for each cause.
final class NoticeDesk {
    private static final Duration HORIZON = Duration.ofDays(2);

    private final Recent<String> told;

    /// What a notice is about.
    ///
    /// @param mailbox of the owner
    /// @param locale the owner's language
    record About(
            String accountId,
            String aliasId,
            EmailAddress alias,
            EmailAddress mailbox,
            String locale) {}

    NoticeDesk(ProcessorContext<?, ?> context) {
        told = new Recent<>(context, StateStores.NOTICES, HORIZON);
    }

    void forget(Instant now) {
        told.forget(now);
    }

    /// @param cause the same one is told once
    /// @return empty if it was told
    Optional<LedgerEntry> once(NoticeKind kind, About about, String cause, Instant now) {
        String id = kind.code() + "-" + cause;
        if (told.get(id) != null) {
            return Optional.empty();
        }
        told.put(id, "", now);
        return Optional.of(
                LedgerEntry.notify(
                        Notices.about(about.alias(), id, now),
                        kind,
                        about.accountId(),
                        about.aliasId(),
                        about.mailbox(),
                        about.locale(),
                        now));
    }

    /// A cause that is told once a day.
    static String daily(String accountId, Instant now) {
        return accountId + "-" + now.truncatedTo(ChronoUnit.DAYS);
    }
}
