package io.relaystream.api.projector;

import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a record does to the database. Absolute values may be skipped for newer ones; commands are
/// carried out one by one.
public sealed interface Effect {

    /// How an account stands after an event.
    record Stand(UUID account, AccountEvent after) implements Effect {}

    /// What has become of the mail of all aliases of an account.
    record CountAccount(UUID account, AliasStats stats) implements Effect {}

    /// What has become of the mail of an alias.
    record CountAlias(UUID account, UUID alias, AliasStats stats) implements Effect {}

    /// Where a mail is on its way.
    record Log(LoggedMail mail) implements Effect {
        public Log {
            MailIds.check(mail.deliveryId(), mail.messageId());
            id("account_id", mail.accountId());
            if (mail.aliasId() != null) {
                id("alias_id", mail.aliasId());
            }
        }
    }

    /// How the story of a mail ended.
    record End(CanonicalRecord mail) implements Effect {
        public End {
            MailIds.check(mail.deliveryId(), mail.messageId());
        }
    }

    /// Something to be done once.
    sealed interface Command extends Effect {}

    record DropSpam(UUID account) implements Command {}

    record SwitchOff(UUID account, UUID alias) implements Command {}

    record MakeAlias(UUID account, UUID alias, EmailAddress address, Instant at)
            implements Command {}

    /// @throws IllegalArgumentException if the event does not say what an event of its kind must
    static List<Effect> of(AccountEvent event) {
        UUID account = id("account_id", event.accountId());
        return Stream.concat(Stream.of(new Stand(account, event)), command(account, event).stream())
                .toList();
    }

    /// @throws IllegalArgumentException if an id is none of ours
    static List<Effect> of(AliasStats stats) {
        UUID account = id("account_id", stats.accountId());
        return List.of(
                stats.aliasId() == null
                        ? new CountAccount(account, stats)
                        : new CountAlias(account, id("alias_id", stats.aliasId()), stats));
    }

    /// @throws IllegalArgumentException if an id is none of ours
    static List<Effect> of(LoggedMail mail) {
        return List.of(new Log(mail));
    }

    /// @throws IllegalArgumentException if an id is none of ours
    static List<Effect> of(CanonicalRecord mail) {
        return List.of(new End(mail));
    }

    private static Optional<Command> command(UUID account, AccountEvent event) {
        return switch (event.kind()) {
            case SPAM_DROPPING_ON -> Optional.of(new DropSpam(account));
            case ALIAS_SWITCHED_OFF -> Optional.of(new SwitchOff(account, alias(event)));
            case ALIAS_MADE ->
                    Optional.of(
                            new MakeAlias(
                                    account,
                                    alias(event),
                                    needed("alias", event.alias()),
                                    event.at()));
            case USED,
                    FORWARD_LIMIT_REACHED,
                    BYTE_LIMIT_REACHED,
                    REPLY_LIMIT_REACHED,
                    ALIAS_LIMIT_REACHED,
                    HARD_BOUNCE,
                    SOFT_BOUNCE,
                    COMPLAINT ->
                    Optional.empty();
        };
    }

    private static UUID alias(AccountEvent event) {
        return id("alias_id", needed("alias_id", event.aliasId()));
    }

    private static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s must be a UUID, got %d characters".formatted(field, text.length()), e);
        }
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "%s must be there in an event of this kind".formatted(field));
        }
        return value;
    }
}
