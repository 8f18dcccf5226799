package io.relaystream.processor.topology;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import io.relaystream.core.recipient.Route;
import io.relaystream.core.seal.BounceAddresses;
import io.relaystream.core.seal.ReplyAddresses;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Finds out who an envelope recipient is, from the tables as they are now.
final class Recipients {
    private final OurHosts hosts;
    private final BounceAddresses bounces;
    private final ReplyAddresses replies;
    private final Pseudonyms pseudonyms;
    private final Table<Alias> aliases;
    private final Table<Domain> domains;
    private final Table<DeletedAlias> deleted;

    Recipients(ForwardingTopology.Setup setup, ProcessorContext<?, ?> context) {
        hosts = setup.hosts();
        bounces = setup.seals().bounces();
        replies = setup.seals().replies();
        pseudonyms = setup.pseudonyms();
        aliases = new Table<>(context.getStateStore(StateStores.ALIASES));
        domains = new Table<>(context.getStateStore(StateStores.DOMAINS));
        deleted = new Table<>(context.getStateStore(StateStores.DELETED_ALIASES));
    }

    Recipient find(EmailAddress recipient, Instant now) {
        return switch (hosts.route(recipient)) {
            case Route.ToAlias(var address) -> alias(address, Nobody.UNKNOWN);
            case Route.ToDomain(var address, var ours) -> alias(address, name(address, ours));
            case Route.ToCorrespondent() ->
                    replies.open(recipient)
                            .<Recipient>map(address -> new Recipient.Reverse(address.accountId()))
                            .orElse(Nobody.UNKNOWN_CORRESPONDENT);
            case Route.ToBounces() ->
                    bounces.accountId(recipient, now)
                            .<Recipient>map(Recipient.BounceAddress::new)
                            .orElse(Nobody.FORGED_BOUNCE_ADDRESS);
        };
    }

    private Recipient alias(EmailAddress address, Recipient otherwise) {
        Alias alias = aliases.get(address.value());
        if (alias != null) {
            return new Recipient.Issued(alias);
        }
        return deleted.get(pseudonyms.of(address.value())) == null ? otherwise : Nobody.DELETED;
    }

    private Recipient name(EmailAddress address, boolean ours) {
        Domain domain = domains.get(address.domain());
        if (domain != null && domain.inUse()) {
            return new Recipient.Unmade(address, aliasId(address), domain);
        }
        return ours ? Nobody.UNKNOWN_SUBDOMAIN : Nobody.FOREIGN;
    }

    /// The same address always gives the same id, so that two mails make one alias.
    private String aliasId(EmailAddress address) {
        String hash = pseudonyms.of("alias " + address.value());
        return hash.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
