package io.relaystream.api.identity;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.core.address.EmailAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Lets people in without a password: whoever reads a mailbox owns the account of its address.
///
/// @param signUp whether an address without an account gets one
public record SignIn(
        SignInStore store,
        AccountStore accounts,
        LinkPost post,
        Letters letters,
        SecureRandom random,
        boolean signUp,
        InstantSource clock) {

    /// How long a mailed link works.
    public static final Duration LINK_LIFE = Duration.ofMinutes(15);

    /// How long a link works that the operator asked for and hands over.
    private static final Duration OPERATORS_LINK_LIFE = Duration.ofHours(24);

    private static final Duration SESSION_LIFE = Duration.ofDays(30);

    /// Mails a link. The same is done for every address before this returns; whether there is a
    /// letter is found out later.
    ///
    /// @return false if too many letters wait
    public boolean ask(EmailAddress email) {
        ApiToken token = ApiToken.random(random);
        LoginLink link = add(token, email, LINK_LIFE);
        return post.offer(
                () ->
                        signUp || accounts.find(email).isPresent()
                                ? Optional.of(letters.signIn(email, link.url(), LINK_LIFE))
                                : Optional.empty());
    }

    /// A link that is not mailed.
    public LoginLink link(AccountDetails account) {
        return add(ApiToken.random(random), account.email(), OPERATORS_LINK_LIFE);
    }

    /// @return empty if the link is unknown, used or expired
    public Optional<NewSession> open(ApiToken link) {
        ApiToken session = ApiToken.random(random);
        return store.signIn(link, signUp, session, clock.instant().plus(SESSION_LIFE))
                .map(_ -> new NewSession(session, SESSION_LIFE));
    }

    private LoginLink add(ApiToken token, EmailAddress email, Duration life) {
        Instant until = clock.instant().plus(life);
        store.addLink(token, email, until);
        return new LoginLink(URI.create(letters.dashboard() + "/login/" + token.value()), until);
    }
}
