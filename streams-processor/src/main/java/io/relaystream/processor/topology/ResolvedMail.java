package io.relaystream.processor.topology;

import static java.util.Objects.requireNonNull;

import io.relaystream.core.alias.Alias;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import org.jspecify.annotations.Nullable;

/// A mail whose recipient belongs to an account, on its way to the account's partition.
///
/// @param alias the recipient; null if it is none
/// @param domain in which the recipient may become an alias; null if it is one, or cannot
/// @param aliasId the id that such an alias gets; null without a domain
/// @param reportTo the account whose mail the mail is a report about; null if it is none
/// @param answeredBy the account whose reverse address the recipient may be; null if it is none
/// @param asked nobody sent this mail: somebody asks what would become of it
/// @param heldMs how long it was held until now, in milliseconds
record ResolvedMail(
        InboundMail mail,
        @Nullable Alias alias,
        @Nullable Domain domain,
        @Nullable String aliasId,
        @Nullable String reportTo,
        @Nullable String answeredBy,
        @Nullable Boolean asked,
        long heldMs) {

    /// @throws IllegalArgumentException if the recipient belongs to no account
    static ResolvedMail of(InboundMail mail, Recipient recipient, boolean asked, long heldMs) {
        return switch (recipient) {
            case Recipient.Issued(var alias) ->
                    new ResolvedMail(mail, alias, null, null, null, null, asked, heldMs);
            case Recipient.Unmade(_, _, var id, var domain) ->
                    new ResolvedMail(mail, null, domain, id, null, null, asked, heldMs);
            case Recipient.BounceAddress(var account) ->
                    new ResolvedMail(mail, null, null, null, account, null, asked, heldMs);
            case Recipient.Reverse(var account) ->
                    new ResolvedMail(mail, null, null, null, null, account, asked, heldMs);
            case Recipient.Correspondent(var account, _) ->
                    new ResolvedMail(mail, null, null, null, null, account, asked, heldMs);
            case Recipient.Nobody nobody ->
                    throw new IllegalArgumentException(
                            "The recipient must belong to an account, got " + nobody);
        };
    }

    /// Whom a reverse address leads to is yet to be found out.
    Recipient recipient() {
        if (alias != null) {
            return new Recipient.Issued(alias);
        }
        if (domain != null) {
            return new Recipient.Unmade(mail.mailbox(), requireNonNull(aliasId), domain);
        }
        return reportTo == null
                ? Nobody.UNKNOWN_CORRESPONDENT
                : new Recipient.BounceAddress(reportTo);
    }

    String accountId() {
        if (alias != null) {
            return alias.accountId();
        }
        if (domain != null) {
            return requireNonNull(domain.accountId());
        }
        return requireNonNull(reportTo == null ? answeredBy : reportTo);
    }

    boolean isQuestion() {
        return Boolean.TRUE.equals(asked);
    }

    ResolvedMail heldFor(long moreMs) {
        return new ResolvedMail(
                mail, alias, domain, aliasId, reportTo, answeredBy, asked, heldMs + moreMs);
    }
}
