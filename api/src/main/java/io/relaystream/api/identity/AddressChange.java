package io.relaystream.api.identity;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.ApiToken;
import io.relaystream.core.address.EmailAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// Gives an account another address, once somebody who reads that mailbox says so.
public record AddressChange(
        SignInStore store,
        LinkPost post,
        Letters letters,
        SecureRandom random,
        InstantSource clock) {

    /// What became of a link.
    public enum Result {
        CHANGED,
        /// Another account has the address meanwhile, or had it all the time: nobody learns that
        /// who does not read its mailbox.
        TAKEN,
        /// It is unknown, used or expired.
        ENDED
    }

    /// Mails a link to the new address, and a notice to the one that the account has.
    ///
    /// @return false if too many letters wait
    public boolean ask(AccountDetails account, EmailAddress email) {
        ApiToken token = ApiToken.random(random);
        store.addChange(token, account.id(), email, clock.instant().plus(SignIn.LINK_LIFE));
        URI link = URI.create(letters.dashboard() + "/email/" + token.value());
        return post.offer(() -> Optional.of(letters.confirmAddress(email, link, SignIn.LINK_LIFE)))
                && post.offer(() -> Optional.of(letters.addressIsToChange(account.email())));
    }

    public Result open(ApiToken link) {
        return store.change(link);
    }
}
