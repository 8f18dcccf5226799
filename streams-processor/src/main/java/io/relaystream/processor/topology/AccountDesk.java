package io.relaystream.processor.topology;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.platform.metrics.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Remembers what their mail has led to for the accounts of one task, and says what changed.
final class AccountDesk {
    private final KeyValueStore<String, Standing> standings;
    private final Pseudonyms pseudonyms;
    private final DailyLimits limits;
    private final Meters meters;

    AccountDesk(ForwardingTopology.Setup setup, ProcessorContext<?, ?> context, Meters meters) {
        this.standings = context.getStateStore(StateStores.STANDINGS);
        this.pseudonyms = setup.pseudonyms();
        this.limits = setup.limits();
        this.meters = meters;
    }

    /// A pause is about a mailbox: it does not hold for another one.
    Standing of(Account account) {
        Standing standing = of(account.id());
        String bounced = standing.bouncedMailbox();
        return bounced == null || bounced.equals(mailbox(account))
                ? standing
                : standing.withoutPauses();
    }

    /// A mail is forwarded.
    ///
    /// @param made an alias is made for it
    List<Emission> forwarding(Account account, boolean made, Instant now) {
        Standing before = of(account);
        Standing after = made ? before.aliasMade(now, limits) : before;
        return keep(account.id(), before, after.forwarding(now, limits), now);
    }

    /// A reply is sent on.
    List<Emission> replying(Account account, Instant now) {
        Standing before = of(account);
        return keep(account.id(), before, before.replied(now, limits), now);
    }

    /// A mail that was to be forwarded has come to its end.
    ///
    /// @param bytes that were forwarded
    List<Emission> forwarded(String accountId, long bytes, Instant now) {
        Standing before = of(accountId);
        Standing after = before.forwarded(bytes, now, limits);
        return keep(accountId, before, after, now, AccountEventKind.USED);
    }

    List<Emission> hardBounce(Account account, Instant at, Instant now) {
        Standing before = of(account);
        Standing after = before.hardBounce(mailbox(account), at);
        return keep(account.id(), before, after, now, AccountEventKind.HARD_BOUNCE);
    }

    List<Emission> softBounce(Account account, Instant at, Instant now) {
        Standing before = of(account);
        Standing after = before.softBounce(mailbox(account), at);
        return keep(account.id(), before, after, now, AccountEventKind.SOFT_BOUNCE);
    }

    List<Emission> complaint(Account account, Instant now) {
        Standing before = of(account);
        return keep(account.id(), before, before.complained(), now, AccountEventKind.COMPLAINT);
    }

    /// Something that changes nothing here, but for whoever listens.
    Emission event(AccountEventKind kind, String accountId, Instant now) {
        return event(kind, accountId, of(accountId), now);
    }

    /// The same about an alias.
    ///
    /// @param aliasId of one that may not be in the tables yet
    Emission event(
            AccountEventKind kind,
            String accountId,
            String aliasId,
            EmailAddress alias,
            Instant now) {
        return Emission.happened(
                AccountEvent.about(kind, accountId, aliasId, alias, of(accountId), now), meters);
    }

    private Emission event(
            AccountEventKind kind, String accountId, Standing standing, Instant now) {
        return Emission.happened(AccountEvent.of(kind, accountId, standing, now), meters);
    }

    private Standing of(String accountId) {
        Standing standing = standings.get(accountId);
        return standing == null ? Standing.NEW : standing;
    }

    private String mailbox(Account account) {
        return pseudonyms.of(account.email().value());
    }

    private List<Emission> keep(
            String accountId,
            Standing before,
            Standing after,
            Instant now,
            AccountEventKind... kinds) {
        List<AccountEventKind> events = new ArrayList<>(List.of(kinds));
        events.addAll(after.limitsReachedSince(before));
        standings.put(accountId, after);
        return events.stream().map(kind -> event(kind, accountId, after, now)).toList();
    }
}
