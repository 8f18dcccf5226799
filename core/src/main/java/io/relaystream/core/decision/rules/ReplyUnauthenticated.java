package io.relaystream.core.decision.rules;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;

/// Drops mail to a reverse address that only claims to be from the owner: what stands in `From:`
/// proves nothing. It is proven by DMARC, or by SPF or DKIM for the domain of that address (RFC
/// 9989): the same domain or one above it.
public record ReplyUnauthenticated() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        InboundMail mail = facts.mail();
        return DropReason.REPLY_UNAUTHENTICATED.when(
                mail.dmarc() == Verdict.FAIL
                        || !(mail.dmarc() == Verdict.PASS || bySpf(mail) || byDkim(mail)));
    }

    private static boolean bySpf(InboundMail mail) {
        EmailAddress mailFrom = mail.mailFrom();
        return mail.spf() == Verdict.PASS && mailFrom != null && aligned(mail, mailFrom.domain());
    }

    /// The verdict does not tell which signature it is about, so all of them must be good enough.
    private static boolean byDkim(InboundMail mail) {
        return mail.dkim() == Verdict.PASS
                && !mail.signers().isEmpty()
                && mail.signers().stream().allMatch(signer -> aligned(mail, signer));
    }

    private static boolean aligned(InboundMail mail, String domain) {
        EmailAddress from = mail.from();
        return from != null
                && domain.contains(".")
                && (from.domain().equals(domain) || from.domain().endsWith("." + domain));
    }
}
