package io.relaystream.core.decision;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.rules.AccountInactive;
import io.relaystream.core.decision.rules.AliasDisabled;
import io.relaystream.core.decision.rules.DmarcRejected;
import io.relaystream.core.decision.rules.SpamForOptedOutOwner;
import io.relaystream.core.decision.rules.UnknownAlias;
import java.util.List;
import java.util.Optional;

/// Decides forward or drop: the first rule that objects wins, and silence means forward.
public final class ForwardingPolicy {
    private final List<Rule> rules;

    /// @param rules in the order in which they are asked
    public ForwardingPolicy(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// The rules in force. Their order is behaviour: it picks the reason when several apply.
    public static ForwardingPolicy standard() {
        return new ForwardingPolicy(
                List.of(
                        new UnknownAlias(),
                        new DmarcRejected(),
                        new SpamForOptedOutOwner(),
                        new AccountInactive(),
                        new AliasDisabled()));
    }

    public List<Rule> rules() {
        return rules;
    }

    public Decision decide(Facts facts) {
        for (Rule rule : rules) {
            Optional<DropReason> objection = rule.objection(facts);
            if (objection.isPresent()) {
                return new Decision.Drop(objection.get());
            }
        }
        Account account = facts.account();
        if (account == null) {
            throw new IllegalStateException(
                    "A mail without an account must be objected to by a rule, but none did");
        }
        return new Decision.Forward(account.email());
    }
}
