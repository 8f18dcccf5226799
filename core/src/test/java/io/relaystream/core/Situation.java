package io.relaystream.core;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The facts of a decision: an ordinary mail to an open alias of an active account, and each method
/// changes one thing.
public final class Situation {
    public static final Instant NOW = Mails.ACCEPTED.plusMillis(5);

    private Situation() {}

    public static Facts ordinary() {
        return of(Mails.ordinary(), Aliases.open(), Accounts.active());
    }

    public static Facts of(InboundMail mail, Alias alias, @Nullable Account account) {
        return new Facts(mail, new Recipient.Issued(alias), account, Standing.NEW, NOW);
    }

    public static Facts mail(InboundMail mail) {
        return of(mail, Aliases.open(), Accounts.active());
    }

    public static Facts alias(Alias alias) {
        return of(Mails.ordinary(), alias, Accounts.active());
    }

    public static Facts account(@Nullable Account account) {
        return of(Mails.ordinary(), Aliases.open(), account);
    }

    public static Facts recipient(Recipient recipient) {
        return recipient(Mails.ordinary(), recipient);
    }

    public static Facts recipient(InboundMail mail, Recipient recipient) {
        return new Facts(mail, recipient, Accounts.premium(), Standing.NEW, NOW);
    }

    public static Facts standing(Standing standing) {
        return new Facts(
                Mails.ordinary(),
                new Recipient.Issued(Aliases.open()),
                Accounts.active(),
                standing,
                NOW);
    }

    /// A name without an alias in the subdomain of an account.
    public static Recipient.Unmade unmade(String address) {
        return unmade(address, true);
    }

    public static Recipient.Unmade unmade(String address, boolean catchAll) {
        EmailAddress mailbox = new EmailAddress(address);
        return new Recipient.Unmade(
                mailbox,
                "11111111-2222-3333-4444-555555555555",
                new Domain(mailbox.domain(), "account-1", DomainKind.SUBDOMAIN, false, catchAll));
    }
}
