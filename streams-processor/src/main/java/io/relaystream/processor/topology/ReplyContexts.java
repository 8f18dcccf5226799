package io.relaystream.processor.topology;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.seal.ReplyAddresses;
import io.relaystream.core.seal.ReverseAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Whom the reverse addresses of one task's accounts lead to. An address is known for some time
/// after it was last given to its owner or used by them.
final class ReplyContexts {
    /// Of those that a mail names, the most that are looked up.
    private static final int MOST_CORRESPONDENTS = 50;

    private final KeyValueStore<String, SealedContext> contexts;
    private final Timetable<String> ends;
    private final Table<DeletedAlias> deleted;
    private final Pseudonyms pseudonyms;
    private final ReplyAddresses replies;
    private final Duration retention;

    ReplyContexts(ForwardingTopology.Setup setup, ProcessorContext<?, ?> context) {
        contexts = context.getStateStore(StateStores.REPLY_CONTEXTS);
        ends = new Timetable<>(context.getStateStore(StateStores.REPLY_CONTEXT_ENDS));
        deleted = new Table<>(context.getStateStore(StateStores.DELETED_ALIASES));
        pseudonyms = setup.pseudonyms();
        replies = setup.seals().replies();
        retention = setup.replyRetention();
    }

    /// An address is given to its owner, or used by them.
    void remember(SealedContext context) {
        SealedContext known = contexts.get(context.token());
        contexts.put(context.token(), context);
        if (known == null) {
            ends.add(end(context), context.token(), context.token());
        }
    }

    /// Forgets what was not used for too long.
    void forget(Instant now) {
        ends.eachDue(
                now,
                Punctuations.LIMIT,
                token -> {
                    SealedContext context = contexts.get(token);
                    if (context != null && now.isBefore(end(context))) {
                        ends.add(end(context), token, token);
                    } else {
                        contexts.delete(token);
                    }
                });
    }

    /// Whom a mail to a reverse address is for.
    Recipient recipient(InboundMail mail, Instant now) {
        return replies.open(mail.recipient())
                .map(address -> recipient(address, now))
                .orElse(Nobody.UNKNOWN_CORRESPONDENT);
    }

    /// The address is used again.
    void used(InboundMail mail, Instant now) {
        replies.open(mail.recipient())
                .map(address -> contexts.get(address.key()))
                .map(
                        known ->
                                new SealedContext(
                                        known.token(), known.accountId(), known.context(), now))
                .ifPresent(this::remember);
    }

    /// Those whom a mail names by reverse addresses of the same alias, each once.
    List<EmailAddress> correspondents(InboundMail mail, ReplyContext context, Instant now) {
        return mail.addressees().stream()
                .flatMap(addressee -> replies.open(addressee).stream())
                .limit(MOST_CORRESPONDENTS)
                .flatMap(address -> context(address, now).stream())
                .filter(other -> other.aliasId().equals(context.aliasId()))
                .map(ReplyContext::correspondent)
                .distinct()
                .toList();
    }

    private Recipient recipient(ReverseAddress address, Instant now) {
        Optional<ReplyContext> context = context(address, now);
        if (context.isEmpty()) {
            return Nobody.UNKNOWN_CORRESPONDENT;
        }
        String alias = pseudonyms.of(context.get().alias().value());
        return deleted.get(alias) == null
                ? new Recipient.Correspondent(address.accountId(), context.get())
                : Nobody.DELETED;
    }

    private Optional<ReplyContext> context(ReverseAddress address, Instant now) {
        return Optional.ofNullable(contexts.get(address.key()))
                .filter(stored -> now.isBefore(end(stored)))
                .flatMap(stored -> replies.context(address, stored));
    }

    private Instant end(SealedContext context) {
        return context.usedAt().plus(retention);
    }
}
