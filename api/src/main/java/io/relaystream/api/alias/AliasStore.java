package io.relaystream.api.alias;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The aliases of all accounts. Each call sees those of one account only, but for those that a link
/// in a mail leads to; an alias of another one is as absent as one that never was. Every call may
/// throw [io.relaystream.api.store.StoreUnavailableException].
public interface AliasStore {

    /// Most aliases of an account, and most that it makes on a UTC day; what it deletes that day
    /// counts, too.
    record Limits(int total, int perDay) {}

    /// Adds an alias unless the account would then be over its limits; also when several requests
    /// of one account come at once.
    ///
    /// @param addressHash what stays of the address when the alias is deleted
    Addition add(
            UUID account,
            EmailAddress address,
            String addressHash,
            AliasKind kind,
            AliasSettings settings,
            Limits limits);

    Optional<OwnedAlias> find(UUID account, UUID id);

    /// @param limit items at most
    AliasPage list(UUID account, AliasFilter filter, AliasOrder order, int limit);

    /// @param after where the page before ended, in the order of the list
    AliasPage listAfter(UUID account, AliasFilter filter, AliasPosition after, int limit);

    /// @param asSeen whether the alias is as the caller saw it, at this moment
    /// @param change from the settings as they are at this moment
    AliasEdit change(
            UUID account,
            UUID id,
            Predicate<OwnedAlias> asSeen,
            UnaryOperator<AliasSettings> change);

    /// Deletes the alias; its address is never issued again, to nobody.
    ///
    /// @param asSeen as for [#change]
    AliasEdit delete(UUID account, UUID id, Predicate<OwnedAlias> asSeen);

    /// Switches aliases on or off.
    ///
    /// @return those of the ids that there are
    Set<UUID> switchAll(UUID account, Set<UUID> ids, boolean enabled);

    /// Deletes aliases, as [#delete] does.
    ///
    /// @return those of the ids that there were
    Set<UUID> deleteAll(UUID account, Set<UUID> ids);

    /// The address of an alias of any account.
    Optional<EmailAddress> address(UUID id);

    /// Switches an alias of any account off, if it is on.
    ///
    /// @return its address
    Optional<EmailAddress> switchOff(UUID id);

    /// Whether the account may make aliases in this domain: one of its own that is verified, or a
    /// subdomain of ours that was issued to it.
    boolean ownsDomain(UUID account, String host);

    /// What became of an alias to be added.
    sealed interface Addition {
        record Added(OwnedAlias alias) implements Addition {}

        record OverLimit() implements Addition {}

        record OverDailyLimit() implements Addition {}

        /// Somebody has the address, or had it once.
        record AddressUnavailable() implements Addition {}
    }
}
