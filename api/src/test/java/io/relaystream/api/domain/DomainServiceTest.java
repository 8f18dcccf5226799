package io.relaystream.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.core.account.Plan;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainServiceTest {
    private final DomainService service =
            new DomainService(new InMemoryDomainStore(), "relay.localhost");
    private final Owner premium = owner(Plan.PREMIUM);

    @Test
    void subdomainIsBelowOurDomainAndTakesMailAtOnce() {
        OwnedDomain domain = claimed(service.claim(premium, new SubdomainName("jane")));

        assertThat(domain.domain().host()).isEqualTo("jane.relay.localhost");
        assertThat(domain.domain().inUse()).isTrue();
        assertThat(domain.domain().catchAll()).isTrue();
        assertThat(service.list(premium, Optional.empty(), 10).items()).containsExactly(domain);
    }

    @Test
    void subdomainNeedsPremium() {
        assertThat(service.claim(owner(Plan.FREE), new SubdomainName("jane")))
                .isEqualTo(refused(DomainRefusal.PREMIUM_REQUIRED));
    }

    @Test
    void reservedNameIsRefused() {
        assertThat(service.claim(premium, new SubdomainName("replies")))
                .isEqualTo(refused(DomainRefusal.NAME_RESERVED));
    }

    @Test
    void offensiveNameIsRefused() {
        assertThat(service.claim(premium, new SubdomainName("pure-shit")))
                .isEqualTo(refused(DomainRefusal.NAME_OFFENSIVE));
    }

    private static OwnedDomain claimed(DomainResult result) {
        assertThat(result).isInstanceOf(DomainResult.Claimed.class);
        return ((DomainResult.Claimed) result).domain();
    }

    private static DomainResult refused(DomainRefusal why) {
        return new DomainResult.Refused(why);
    }

    private static Owner owner(Plan plan) {
        return new Owner(UUID.randomUUID(), plan, true, Set.of(Scope.WRITE));
    }
}
