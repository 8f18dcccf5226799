package io.relaystream.api.identity;

import io.relaystream.core.address.EmailAddress;
import java.net.URI;
import java.time.Duration;

/// What we write to people about their account.
///
/// @param dashboard where links lead to, without a slash at its end
public record Letters(URI dashboard) {

    /// @param life how long the link works
    Letter signIn(EmailAddress to, URI link, Duration life) {
        return new Letter(
                to,
                "Your link to sign in to Relaystream",
                """
                Hello,

                open this link to sign in to Relaystream:

                %s

                It works once, within %d minutes.

                You did not ask for it? Then you need not do anything: nobody can sign in without this mail. Just do not pass it on.

                Relaystream
                """
                        .formatted(link, life.toMinutes()));
    }

    /// To the address that an account is to have.
    Letter confirmAddress(EmailAddress to, URI link, Duration life) {
        return new Letter(
                to,
                "Confirm your new address for Relaystream",
                """
                Hello,

                somebody asked for this address to become the mailbox of their Relaystream account. If it was you, open this link and press the button there:

                %s

                It works once, within %d minutes. From then on, mail to your aliases comes here.

                You did not ask for it? Then do nothing, and nothing will change.

                Relaystream
                """
                        .formatted(link, life.toMinutes()));
    }

    /// To the address that an account still has. The new one is not told: whoever reads this
    /// mailbox need not know it.
    Letter addressIsToChange(EmailAddress to) {
        return new Letter(
                to,
                "Your Relaystream account is to get another address",
                """
                Hello,

                somebody who is signed in to your Relaystream account asked for your mail to be forwarded to another address. It will change once that is confirmed by a link that we mailed to that address.

                You did not ask for it? Then sign in, end what you do not know under "Account", and write to whoever runs this service:

                %s

                Relaystream
                """
                        .formatted(dashboard));
    }
}
