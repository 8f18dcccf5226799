package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;

/// Makes accounts.
///
/// @param aliasDomain domain of the addresses that we issue
public record AccountService(AccountStore store, SecureRandom random, String aliasDomain) {
    private static final Set<Scope> FIRST_TOKEN = Set.of(Scope.READ, Scope.WRITE);

    /// Makes an account on the word of an administrator: its address counts as verified.
    public AccountResult create(EmailAddress email, Plan plan) {
        if (ours(email.domain())) {
            return new AccountResult.Refused(AccountRefusal.EMAIL_IS_ONE_OF_OURS);
        }
        ApiToken token = ApiToken.random(random);
        return store.add(email, plan, token, FIRST_TOKEN)
                .<AccountResult>map(id -> created(id, email, plan, token))
                .orElseGet(() -> new AccountResult.Refused(AccountRefusal.EMAIL_TAKEN));
    }

    private boolean ours(String domain) {
        return domain.equals(aliasDomain) || domain.endsWith("." + aliasDomain);
    }

    private static AccountResult created(UUID id, EmailAddress email, Plan plan, ApiToken token) {
        return new AccountResult.Created(id, email, plan, token);
    }
}
