package io.relaystream.api.alias;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The aliases of all accounts. Each call sees those of one account only, but for those that a link
/// in a mail leads to; an alias of another one is as absent as one that never was. Every call may
/// throw [io.relaystream.api.store.StoreUnavailableException].
public interface AliasStore {

    /// Adds an alias unless the account would then have more than the limit; also when several
    /// requests of one account come at once.
    ///
    /// @param addressHash what stays of the address when the alias is deleted
    Addition add(
            UUID account,
            EmailAddress address,
            String addressHash,
            AliasKind kind,
            AliasSettings settings,
            int limit);

    Optional<OwnedAlias> find(UUID account, UUID id);

    /// @param limit items at most
    AliasPage newest(UUID account, int limit);

    /// @param after where the page before ended
    AliasPage newestAfter(UUID account, AliasPosition after, int limit);

    /// @param change from the settings as they are at this moment
    Optional<OwnedAlias> change(UUID account, UUID id, UnaryOperator<AliasSettings> change);

    /// Deletes the alias; its address is never issued again, to nobody.
    ///
    /// @return whether there was one
    boolean delete(UUID account, UUID id);

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

        /// Somebody has the address, or had it once.
        record AddressUnavailable() implements Addition {}
    }
}
