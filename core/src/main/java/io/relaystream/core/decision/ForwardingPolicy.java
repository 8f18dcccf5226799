package io.relaystream.core.decision;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.rules.AccountInactive;
import io.relaystream.core.decision.rules.AccountSuspended;
import io.relaystream.core.decision.rules.AliasDisabled;
import io.relaystream.core.decision.rules.AliasExpired;
import io.relaystream.core.decision.rules.AliasLimitReached;
import io.relaystream.core.decision.rules.AutomaticReply;
import io.relaystream.core.decision.rules.ByteLimitReached;
import io.relaystream.core.decision.rules.CatchAllNeedsPremium;
import io.relaystream.core.decision.rules.CatchAllOff;
import io.relaystream.core.decision.rules.DeletedAlias;
import io.relaystream.core.decision.rules.DmarcQuarantined;
import io.relaystream.core.decision.rules.DmarcRejected;
import io.relaystream.core.decision.rules.ForeignAddress;
import io.relaystream.core.decision.rules.ForwardLimitReached;
import io.relaystream.core.decision.rules.HardBouncePause;
import io.relaystream.core.decision.rules.InvalidBounceAddress;
import io.relaystream.core.decision.rules.MailLoop;
import io.relaystream.core.decision.rules.MalformedSender;
import io.relaystream.core.decision.rules.NameBlocked;
import io.relaystream.core.decision.rules.NameInvalid;
import io.relaystream.core.decision.rules.NameReserved;
import io.relaystream.core.decision.rules.NoReplyAddress;
import io.relaystream.core.decision.rules.OwnReply;
import io.relaystream.core.decision.rules.PromotionBlocked;
import io.relaystream.core.decision.rules.ReplyFromStranger;
import io.relaystream.core.decision.rules.ReplyLimitReached;
import io.relaystream.core.decision.rules.ReplyNeedsPremium;
import io.relaystream.core.decision.rules.ReplyUnauthenticated;
import io.relaystream.core.decision.rules.SenderBlocked;
import io.relaystream.core.decision.rules.SoftBouncePause;
import io.relaystream.core.decision.rules.SpamForOptedOutOwner;
import io.relaystream.core.decision.rules.UnknownAlias;
import io.relaystream.core.decision.rules.UnknownReplyAddress;
import io.relaystream.core.decision.rules.UnknownSubdomain;
import io.relaystream.core.decision.rules.UnverifiedMailbox;
import io.relaystream.core.decision.rules.VirusFound;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.seal.HopMark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what becomes of a mail: the first rule that objects wins, and silence means forward.
/// What the owner asked for again, the owner's own settings do not object to.
public final class ForwardingPolicy {
    /// How long a mail may be postponed, counted from its receipt.
    static final Duration LONGEST_WAIT = Duration.ofDays(5);

    private final List<Rule> aboutRecipientAndMail;
    private final List<Rule> aboutOwner;
    private final List<Rule> aboutReply;

    /// @param aboutRecipientAndMail rules that need no owner, in the order in which they are asked
    /// @param aboutOwner those that are asked after them about mail to an alias
    /// @param aboutReply those that are asked after them about mail to a reverse address
    public ForwardingPolicy(
            List<Rule> aboutRecipientAndMail, List<Rule> aboutOwner, List<Rule> aboutReply) {
        this.aboutRecipientAndMail = List.copyOf(aboutRecipientAndMail);
        this.aboutOwner = List.copyOf(aboutOwner);
        this.aboutReply = List.copyOf(aboutReply);
    }

    /// The rules in force. Their order is behaviour: it picks the reason when several apply.
    ///
    /// @param hops tells mail of ours that comes back
    /// @param freeReplies whether accounts on the free plan may reply
    public static ForwardingPolicy standard(HopMark hops, boolean freeReplies) {
        return new ForwardingPolicy(
                List.of(
                        new ForeignAddress(),
                        new NoReplyAddress(),
                        new MalformedSender(),
                        new MailLoop(hops),
                        new AutomaticReply(),
                        new UnknownReplyAddress(),
                        new InvalidBounceAddress(),
                        new UnknownAlias(),
                        new DeletedAlias(),
                        new UnknownSubdomain(),
                        new NameInvalid(),
                        new NameReserved(),
                        new NameBlocked(),
                        new CatchAllOff()),
                List.of(
                        new CatchAllNeedsPremium(),
                        new VirusFound(),
                        new DmarcRejected(),
                        new DmarcQuarantined(),
                        new SpamForOptedOutOwner(),
                        new AccountInactive(),
                        new AccountSuspended(),
                        new HardBouncePause(),
                        new SoftBouncePause(),
                        new UnverifiedMailbox(),
                        new OwnReply(),
                        new AliasDisabled(),
                        new PromotionBlocked(),
                        new SenderBlocked(),
                        new AliasExpired(),
                        new ForwardLimitReached(),
                        new ByteLimitReached(),
                        new AliasLimitReached()),
                List.of(
                        new VirusFound(),
                        new AccountInactive(),
                        new AccountSuspended(),
                        new UnverifiedMailbox(),
                        new ReplyFromStranger(),
                        new ReplyUnauthenticated(),
                        new ReplyNeedsPremium(freeReplies),
                        new ReplyLimitReached()));
    }

    /// Every rule once, in the order in which they are asked.
    public List<Rule> rules() {
        return Stream.of(aboutRecipientAndMail, aboutOwner, aboutReply)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// Those about one kind of mail, in the order in which they are asked.
    ///
    /// @param reply mail to a reverse address, else to an alias
    public List<Rule> rules(boolean reply) {
        return Stream.concat(
                        aboutRecipientAndMail.stream(), (reply ? aboutReply : aboutOwner).stream())
                .toList();
    }

    /// What the rules about recipient and mail say, as far as nobody knows the owner.
    public Optional<Decision.Drop> turnAway(Facts facts) {
        for (Rule rule : aboutRecipientAndMail) {
            Optional<Objection> objection = objection(rule, facts);
            if (objection.isPresent()) {
                return Optional.of(new Decision.Drop(objection.get().reason(), rule.code()));
            }
        }
        return Optional.empty();
    }

    public Decision decide(Facts facts) {
        Optional<Decision.Drop> refusal = turnAway(facts);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (facts.recipient() instanceof Recipient.BounceAddress(String accountId)) {
            return new Decision.ReadReport(accountId);
        }
        for (Rule rule : furtherRules(facts)) {
            Optional<Objection> objection = objection(rule, facts);
            if (objection.isPresent()) {
                return decision(objection.get(), rule, facts);
            }
        }
        Account account = facts.account();
        if (account == null || !facts.owned()) {
            throw new IllegalStateException(
                    "A mail without an account must be objected to by a rule, but none did");
        }
        return facts.recipient() instanceof Recipient.Correspondent(_, ReplyContext context)
                ? new Decision.Reply(context)
                : new Decision.Forward(account.email(), DmarcQuarantined.concerns(facts.mail()));
    }

    /// What every rule about such a mail says, whether or not one before it objects.
    public List<RuleAnswer> answers(Facts facts) {
        return rules(facts.recipient().reverse()).stream()
                .map(rule -> new RuleAnswer(rule.code(), objection(rule, facts)))
                .toList();
    }

    private static Optional<Objection> objection(Rule rule, Facts facts) {
        Optional<Objection> objection = rule.objection(facts);
        boolean pardoned =
                facts.mail().released()
                        && objection.isPresent()
                        && objection.get().reason().isOwnersWish();
        return pardoned ? Optional.empty() : objection;
    }

    private List<Rule> furtherRules(Facts facts) {
        return facts.recipient().reverse() ? aboutReply : aboutOwner;
    }

    private static Decision decision(Objection objection, Rule rule, Facts facts) {
        return switch (objection) {
            case DropReason reason -> new Decision.Drop(reason, rule.code());
            case Postponement(var reason, var until) -> {
                var end = facts.mail().receivedAt().plus(LONGEST_WAIT);
                yield facts.now().isBefore(end)
                        ? new Decision.Postpone(until.isBefore(end) ? until : end)
                        : new Decision.Drop(reason, rule.code());
            }
        };
    }
}
