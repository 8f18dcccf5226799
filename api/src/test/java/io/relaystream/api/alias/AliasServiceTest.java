package io.relaystream.api.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.LocalPart;
import io.relaystream.core.canonical.Pseudonyms;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AliasServiceTest {
    private static final int FREE_LIMIT = 2;
    private static final int DAILY_LIMIT = 4;

    private final InMemoryAliasStore store = new InMemoryAliasStore();
    private final AliasService service =
            new AliasService(
                    store,
                    new RandomNames(new SecureRandom()),
                    new Pseudonyms("a-key-for-tests-only"),
                    "relay.localhost",
                    new AccountLimits(DailyLimits.STANDARD, FREE_LIMIT, DAILY_LIMIT));
    private final Owner free = owner(Plan.FREE);
    private final Owner premium = owner(Plan.PREMIUM);

    @Test
    void randomAliasIsOpenAndInOurDomain() {
        OwnedAlias alias = created(service.create(free, random()));

        assertThat(alias.address().value()).matches("[a-z0-9]{12}@relay\\.localhost");
        assertThat(alias.kind()).isEqualTo(AliasKind.RANDOM);
        assertThat(alias.settings()).isEqualTo(AliasSettings.initial(Remarks.NONE));
    }

    @Test
    void freePlanHasALimit() {
        service.create(free, random());
        service.create(free, random());

        assertThat(service.create(free, random())).isEqualTo(refused(AliasRefusal.LIMIT_REACHED));
    }

    @Test
    void premiumPlanHasNone() {
        for (int i = 0; i <= FREE_LIMIT; i++) {
            created(service.create(premium, random()));
        }
    }

    @Test
    void everybodyHasADailyLimit() {
        for (int i = 0; i < DAILY_LIMIT; i++) {
            created(service.create(premium, random()));
        }

        assertThat(service.create(premium, random()))
                .isEqualTo(refused(AliasRefusal.DAILY_LIMIT_REACHED));
    }

    @Test
    void randomAliasIsMadeOfWordsIfTheOwnerLikesThat() {
        Remarks remarks =
                new Remarks(new Label("shop"), new Note("a note"), new UsedOn("shop.example"));

        OwnedAlias alias =
                created(service.create(free, new NewAlias.Random(AliasFormat.WORDS, remarks)));

        assertThat(alias.address().local()).matches("([a-z]+\\.){3}[0-9]{3}");
        assertThat(alias.settings().remarks()).isEqualTo(remarks);
    }

    @Test
    void namedAliasNeedsPremium() {
        assertThat(service.create(free, named("shop", "relay.localhost")))
                .isEqualTo(refused(AliasRefusal.PREMIUM_REQUIRED));
    }

    @Test
    void namedAliasIsInOurDomainOrInOneOfTheOwner() {
        store.giveDomain(premium.accountId(), "ann.relay.localhost");

        assertThat(created(service.create(premium, named("shop", "relay.localhost"))).address())
                .isEqualTo(new EmailAddress("shop@relay.localhost"));
        assertThat(created(service.create(premium, named("shop", "ann.relay.localhost"))).address())
                .isEqualTo(new EmailAddress("shop@ann.relay.localhost"));
        assertThat(service.create(premium, named("shop", "bob.relay.localhost")))
                .isEqualTo(refused(AliasRefusal.DOMAIN_NOT_YOURS));
    }

    @Test
    void reservedNameIsRefused() {
        assertThat(service.create(premium, named("postmaster", "relay.localhost")))
                .isEqualTo(refused(AliasRefusal.NAME_RESERVED));
    }

    @Test
    void offensiveNameIsRefused() {
        assertThat(service.create(premium, named("pure-shit", "relay.localhost")))
                .isEqualTo(refused(AliasRefusal.NAME_OFFENSIVE));
        assertThat(created(service.create(premium, named("scunthorpe", "relay.localhost"))).kind())
                .isEqualTo(AliasKind.NAMED);
    }

    @Test
    void addressThatIsOrWasInUseIsUnavailable() {
        OwnedAlias alias = created(service.create(premium, named("shop", "relay.localhost")));
        service.delete(premium, alias.id(), _ -> true);

        assertThat(service.create(owner(Plan.PREMIUM), named("SHOP", "relay.localhost")))
                .isEqualTo(refused(AliasRefusal.ADDRESS_UNAVAILABLE));
    }

    @Test
    void addressHasALengthThatMailServersAccept() {
        String label = "d".repeat(63);
        String host = String.join(".", label, label, label);
        store.giveDomain(premium.accountId(), host);

        assertThat(service.create(premium, named("n".repeat(63), host)))
                .isEqualTo(refused(AliasRefusal.ADDRESS_TOO_LONG));
    }

    private static NewAlias random() {
        return new NewAlias.Random(AliasFormat.CHARACTERS, Remarks.NONE);
    }

    private static NewAlias named(String name, String host) {
        return new NewAlias.Named(new LocalPart(name), host, Remarks.NONE);
    }

    private static OwnedAlias created(AliasResult result) {
        assertThat(result).isInstanceOf(AliasResult.Created.class);
        return ((AliasResult.Created) result).alias();
    }

    private static AliasResult refused(AliasRefusal why) {
        return new AliasResult.Refused(why);
    }

    private static Owner owner(Plan plan) {
        return new Owner(UUID.randomUUID(), plan, true, Set.of(Scope.WRITE), null);
    }
}
