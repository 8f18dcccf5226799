package io.relaystream.core;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.reply.Reply;
import io.relaystream.core.reply.ReplyContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The owner of [Aliases#open()], who has premium, answers `jane@shop.example`: the default is the
/// happy case, and each method changes one thing.
public final class Replies {
    public static final EmailAddress CORRESPONDENT = new EmailAddress("jane@shop.example");
    public static final ReplyContext CONTEXT =
            new ReplyContext(Aliases.open().id(), Aliases.open().address(), CORRESPONDENT);
    public static final Recipient TO = new Recipient.Correspondent(Accounts.active().id(), CONTEXT);

    private Replies() {}

    public static Mails.Draft mail() {
        String owner = Accounts.active().email().value();
        return Mails.mail().to("token@replies.relay.localhost").from(owner).mailFrom(owner);
    }

    public static Facts facts() {
        return of(mail().build());
    }

    public static Facts of(InboundMail mail) {
        return of(mail, Accounts.premium());
    }

    public static Facts of(InboundMail mail, @Nullable Account account) {
        return new Facts(mail, TO, account, Standing.NEW, Situation.NOW);
    }

    public static Facts standing(Standing standing) {
        return new Facts(mail().build(), TO, Accounts.premium(), standing, Situation.NOW);
    }

    public static Reply reply() {
        return new Reply(
                Accounts.active().email(),
                Aliases.open().address(),
                CORRESPONDENT,
                "The Owner",
                true,
                List.of(CORRESPONDENT));
    }

    /// A reply in flight.
    public static LedgerEntry entry() {
        return LedgerEntry.reply(
                mail().build(),
                Accounts.active().id(),
                Aliases.open().id(),
                reply(),
                "en",
                Circumstances.of(
                        Aliases.open(), Accounts.premium(), Mails.ACCEPTED, Mails.ACCEPTED),
                Mails.ACCEPTED,
                Duration.ZERO);
    }
}
