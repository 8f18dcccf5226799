package io.relaystream.api.message;

import static java.util.Objects.requireNonNull;

import io.relaystream.api.account.Owner;
import io.relaystream.api.mail.MailStore;
import io.relaystream.api.message.AcceptedMails.Search;
import io.relaystream.core.mail.InboundMail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Delivers mails again that their owners ask for. The mail takes its whole way once more, with an
/// identity that is always the same, so that it begins one story however often it is asked for.
///
/// @param contents where the raw mails lie
public record Redeliveries(
        RedeliveryStore store, AcceptedMails accepted, MailStore contents, InstantSource clock) {

    public RedeliveryResult redeliver(Owner owner, String deliveryId) {
        return store.find(owner.accountId(), deliveryId)
                .map(mail -> redeliver(owner.accountId(), mail, clock.instant()))
                .orElseGet(RedeliveryResult.Absent::new);
    }

    private RedeliveryResult redeliver(UUID account, PastMail past, Instant now) {
        if (past.redeliveredAs() != null) {
            return new RedeliveryResult.Begun(past.redeliveredAs());
        }
        Optional<RedeliveryRefusal> refusal = Redelivery.refusal(past, now);
        if (refusal.isPresent()) {
            return new RedeliveryResult.Refused(refusal.get());
        }
        return switch (accepted.find(
                requireNonNull(past.address()), past.deliveryId(), past.acceptedAt())) {
            case Search.Missing _ -> new RedeliveryResult.ContentGone();
            case Search.Unavailable _ -> new RedeliveryResult.Later();
            case Search.Found(InboundMail mail) ->
                    switch (contents.open(mail.bucket(), mail.objectKey())) {
                        case MailStore.Opened.Missing _ -> new RedeliveryResult.ContentGone();
                        case MailStore.Opened.Unavailable _ -> new RedeliveryResult.Later();
                        case MailStore.Opened.Found(MailStore.Content content) -> {
                            // It is there, which is all that matters here.
                            content.close();
                            yield begin(account, past, mail.askedForAgain(now));
                        }
                    };
        };
    }

    /// In this order nothing is lost: if only the first step is done, the next request does both.
    private RedeliveryResult begin(UUID account, PastMail past, InboundMail again) {
        if (!accepted.add(again)) {
            return new RedeliveryResult.Later();
        }
        store.redelivered(account, past.deliveryId(), again.deliveryId());
        return new RedeliveryResult.Begun(again.deliveryId());
    }
}
