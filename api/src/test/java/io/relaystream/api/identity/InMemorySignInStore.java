package io.relaystream.api.identity;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.InMemoryAccountStore;
import io.relaystream.api.account.Owner;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Links and sessions in memory.
public final class InMemorySignInStore implements SignInStore {
    private final InMemoryAccountStore accounts;
    private final InstantSource clock;
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, Begun> sessions = new HashMap<>();

    private final Map<String, Change> changes = new HashMap<>();

    private final Map<String, UUID> subjects = new HashMap<>();

    private record Change(UUID account, Link link) {}

    private record Link(EmailAddress email, Instant until) {}

    private record Begun(UUID account, Instant until) {}

    public InMemorySignInStore(InMemoryAccountStore accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public synchronized void addLink(ApiToken link, EmailAddress email, Instant until) {
        links.put(link.hash(), new Link(email, until));
    }

    @Override
    public synchronized Optional<UUID> signIn(
            ApiToken link, boolean signUp, ApiToken session, Instant until) {
        return Optional.ofNullable(links.remove(link.hash()))
                .filter(found -> found.until().isAfter(clock.instant()))
                .flatMap(found -> verified(found.email(), signUp))
                .map(account -> begin(account, session, until));
    }

    @Override
    public synchronized Optional<Session> session(ApiToken session) {
        return Optional.ofNullable(sessions.get(session.hash()))
                .filter(found -> found.until().isAfter(clock.instant()))
                .flatMap(
                        found ->
                                accounts.find(found.account())
                                        .map(
                                                account ->
                                                        new Session(
                                                                owner(account), found.until())));
    }

    @Override
    public synchronized void endSession(ApiToken session) {
        sessions.remove(session.hash());
    }

    @Override
    public synchronized void addChange(
            ApiToken link, UUID account, EmailAddress email, Instant until) {
        changes.put(link.hash(), new Change(account, new Link(email, until)));
    }

    @Override
    public synchronized AddressChange.Result change(ApiToken link) {
        return Optional.ofNullable(changes.remove(link.hash()))
                .filter(found -> found.link().until().isAfter(clock.instant()))
                .map(found -> accounts.changeEmail(found.account(), found.link().email()))
                .map(free -> free ? AddressChange.Result.CHANGED : AddressChange.Result.TAKEN)
                .orElse(AddressChange.Result.ENDED);
    }

    @Override
    public synchronized Optional<Owner> owner(OidcIdentity identity, boolean signUp) {
        if (!subjects.containsKey(identity.subject())) {
            identity.email()
                    .flatMap(email -> verified(email, signUp))
                    .filter(account -> !subjects.containsValue(account))
                    .ifPresent(account -> subjects.put(identity.subject(), account));
        }
        return Optional.ofNullable(subjects.get(identity.subject()))
                .flatMap(accounts::find)
                .map(InMemorySignInStore::owner);
    }

    private Optional<UUID> verified(EmailAddress email, boolean signUp) {
        if (signUp && accounts.find(email).isEmpty()) {
            accounts.add(email, Plan.FREE, new ApiToken(email.value()), Set.of());
        }
        Optional<UUID> account = accounts.find(email);
        account.ifPresent(
                id ->
                        accounts.changeStatus(
                                id,
                                s ->
                                        new AccountStatus(
                                                s.plan(),
                                                s.active(),
                                                true,
                                                s.admin(),
                                                s.suspension())));
        return account;
    }

    private UUID begin(UUID account, ApiToken session, Instant until) {
        sessions.put(session.hash(), new Begun(account, until));
        return account;
    }

    private static Owner owner(AccountDetails account) {
        AccountStatus status = account.status();
        return new Owner(account.id(), status.plan(), status.active(), status.scopes(), null);
    }
}
