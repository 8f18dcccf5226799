package io.relaystream.api.alias;

import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.Owner;
import io.relaystream.api.alias.AliasStore.Addition;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.LocalPart;
import io.relaystream.core.canonical.Pseudonyms;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What an owner can do with aliases.
///
/// @param pseudonyms hashes the addresses that are never issued again
/// @param aliasDomain domain of random aliases, where premium owners may also choose names
public record AliasService(
        AliasStore store,
        RandomNames names,
        Pseudonyms pseudonyms,
        String aliasDomain,
        AccountLimits limits) {

    /// Two random addresses are equal once in 10^13 pairs: five tries are never used up.
    private static final int TRIES = 5;

    /// Aliases that are read at once when all are asked for.
    private static final int ALL_PAGE = 500;

    public AliasResult create(Owner owner, NewAlias wanted) {
        return create(owner, wanted, AliasSettings.initial(wanted.remarks()));
    }

    /// @param settings those that it has at once
    public AliasResult create(Owner owner, NewAlias wanted, AliasSettings settings) {
        return switch (wanted) {
            case NewAlias.Random random -> createRandom(owner, random, settings);
            case NewAlias.Named named -> createNamed(owner, named, settings);
        };
    }

    /// Whether the owner may choose names in a domain, as far as it depends on whose the domain is.
    public boolean mayUse(Owner owner, String host) {
        return host.equals(aliasDomain) || store.ownsDomain(owner.accountId(), host);
    }

    public Optional<OwnedAlias> find(Owner owner, UUID id) {
        return store.find(owner.accountId(), id);
    }

    public AliasPage list(
            Owner owner,
            AliasFilter filter,
            AliasOrder order,
            Optional<AliasPosition> after,
            int limit) {
        return after.map(position -> store.listAfter(owner.accountId(), filter, position, limit))
                .orElseGet(() -> store.list(owner.accountId(), filter, order, limit));
    }

    /// All aliases of the owner, newest first, however many there are.
    public void forEach(Owner owner, Consumer<OwnedAlias> action) {
        Optional<AliasPosition> after = Optional.empty();
        do {
            AliasPage page =
                    list(owner, AliasFilter.NONE, AliasOrder.NEWEST_FIRST, after, ALL_PAGE);
            page.items().forEach(action);
            after = page.next();
        } while (after.isPresent());
    }

    /// @param asSeen whether the alias is as the caller saw it
    public AliasEdit change(
            Owner owner, UUID id, Predicate<OwnedAlias> asSeen, AliasChange change) {
        return store.change(owner.accountId(), id, asSeen, change);
    }

    /// @param asSeen as for [#change]
    public AliasEdit delete(Owner owner, UUID id, Predicate<OwnedAlias> asSeen) {
        return store.delete(owner.accountId(), id, asSeen);
    }

    /// @return those of the ids that there are
    public Set<UUID> switchAll(Owner owner, Set<UUID> ids, boolean enabled) {
        return store.switchAll(owner.accountId(), ids, enabled);
    }

    /// @return those of the ids that there were
    public Set<UUID> deleteAll(Owner owner, Set<UUID> ids) {
        return store.deleteAll(owner.accountId(), ids);
    }

    private AliasResult createRandom(Owner owner, NewAlias.Random wanted, AliasSettings settings) {
        AliasResult result = new AliasResult.Refused(AliasRefusal.ADDRESS_UNAVAILABLE);
        for (int i = 0; i < TRIES && unavailable(result); i++) {
            result =
                    add(
                            owner,
                            names.next(wanted.format()),
                            aliasDomain,
                            AliasKind.RANDOM,
                            settings);
        }
        return result;
    }

    private AliasResult createNamed(Owner owner, NewAlias.Named wanted, AliasSettings settings) {
        if (owner.plan() != Plan.PREMIUM) {
            return new AliasResult.Refused(AliasRefusal.PREMIUM_REQUIRED);
        }
        if (wanted.name().reserved()) {
            return new AliasResult.Refused(AliasRefusal.NAME_RESERVED);
        }
        if (wanted.name().offensive()) {
            return new AliasResult.Refused(AliasRefusal.NAME_OFFENSIVE);
        }
        if (!mayUse(owner, wanted.host())) {
            return new AliasResult.Refused(AliasRefusal.DOMAIN_NOT_YOURS);
        }
        return add(owner, wanted.name(), wanted.host(), AliasKind.NAMED, settings);
    }

    private AliasResult add(
            Owner owner, LocalPart name, String host, AliasKind kind, AliasSettings settings) {
        return EmailAddress.parse(name.value() + "@" + host)
                .map(address -> add(owner, address, kind, settings))
                .orElseGet(() -> new AliasResult.Refused(AliasRefusal.ADDRESS_TOO_LONG));
    }

    private AliasResult add(
            Owner owner, EmailAddress address, AliasKind kind, AliasSettings settings) {
        Addition addition =
                store.add(
                        owner.accountId(),
                        address,
                        pseudonyms.of(address.value()),
                        kind,
                        settings,
                        new AliasStore.Limits(limit(owner.plan()), limits.ownAliases()));
        return switch (addition) {
            case Addition.Added(var alias) -> new AliasResult.Created(alias);
            case Addition.OverLimit _ -> new AliasResult.Refused(AliasRefusal.LIMIT_REACHED);
            case Addition.OverDailyLimit _ ->
                    new AliasResult.Refused(AliasRefusal.DAILY_LIMIT_REACHED);
            case Addition.AddressUnavailable _ ->
                    new AliasResult.Refused(AliasRefusal.ADDRESS_UNAVAILABLE);
        };
    }

    private int limit(Plan plan) {
        return switch (plan) {
            case FREE -> limits.freeAliases();
            case PREMIUM -> Integer.MAX_VALUE;
        };
    }

    private static boolean unavailable(AliasResult result) {
        return result.equals(new AliasResult.Refused(AliasRefusal.ADDRESS_UNAVAILABLE));
    }
}
