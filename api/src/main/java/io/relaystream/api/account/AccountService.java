package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Makes accounts, shows and changes them.
///
/// @param aliasDomain domain of the addresses that we issue
/// @param limits what each account may use
/// @param keys reads the keys that owners give
public record AccountService(
        AccountStore store,
        SecureRandom random,
        String aliasDomain,
        AccountLimits limits,
        PgpKeys keys) {
    private static final Set<Scope> FIRST_TOKEN = Set.of(Scope.READ, Scope.WRITE);

    /// Makes an account on the word of an administrator: its address counts as verified.
    ///
    /// @param email a [#mailbox]
    public AccountResult create(EmailAddress email, Plan plan) {
        ApiToken token = ApiToken.random(random);
        return store.add(email, plan, token, FIRST_TOKEN)
                .<AccountResult>map(id -> created(id, email, plan, token))
                .orElseGet(AccountResult.EmailTaken::new);
    }

    public Optional<AccountDetails> find(UUID id) {
        return store.find(id);
    }

    public Optional<UUID> find(EmailAddress email) {
        return store.find(email);
    }

    public void delete(UUID id) {
        store.delete(id);
    }

    /// Reads the address of a mailbox that mail can be forwarded to.
    ///
    /// @throws IllegalArgumentException if it is none
    public EmailAddress mailbox(String text) {
        EmailAddress email =
                EmailAddress.parse(text)
                        .orElseThrow(
                                () -> new IllegalArgumentException("must look like local@domain"));
        if (ours(email)) {
            throw new IllegalArgumentException(
                    "must be a real mailbox, not an alias of this service");
        }
        return email;
    }

    public Optional<AccountDetails> change(UUID id, AccountSettingsChange change) {
        return store.changeSettings(id, change);
    }

    public Optional<AccountDetails> change(UUID id, AccountStatusChange change) {
        return store.changeStatus(id, change);
    }

    /// Whether mail to it would come back to us.
    public boolean ours(EmailAddress email) {
        return ours(email.domain());
    }

    private boolean ours(String domain) {
        return domain.equals(aliasDomain) || domain.endsWith("." + aliasDomain);
    }

    private static AccountResult created(UUID id, EmailAddress email, Plan plan, ApiToken token) {
        return new AccountResult.Created(id, email, plan, token);
    }
}
