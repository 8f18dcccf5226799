package io.relaystream.processor.topology;

import io.relaystream.core.account.Account;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Tells owners what happened, once for each cause and not without end.
final class NoticeDesk {
    private static final Duration HORIZON = Duration.ofDays(2);

    /// More than anybody reads.
    private static final int MOST_A_DAY = 50;

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
            String locale) {

        static About of(Account owner, String aliasId, EmailAddress alias) {
            return new About(owner.id(), aliasId, alias, owner.email(), owner.locale());
        }
    }

    NoticeDesk(ProcessorContext<?, ?> context) {
        told = new Recent<>(context, StateStores.NOTICES, HORIZON);
    }

    void forget(Instant now) {
        told.forget(now);
    }

    /// @param cause the same one is told once
    /// @return empty if it was told, or too much was that day
    Optional<LedgerEntry> once(NoticeKind kind, About about, String cause, Instant now) {
        String id = kind.code() + "-" + cause;
        String day = daily(about.accountId(), now);
        String before = told.get(day);
        int today = before == null ? 0 : Integer.parseInt(before);
        if (told.get(id) != null || today >= MOST_A_DAY) {
            return Optional.empty();
        }
        told.put(id, "", now);
        told.put(day, "" + (today + 1), now);
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
