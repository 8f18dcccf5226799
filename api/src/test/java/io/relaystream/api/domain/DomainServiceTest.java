package io.relaystream.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.domain.NameServer.Lookup;
import io.relaystream.api.domain.NameServer.Question;
import io.relaystream.api.domain.NameServer.RecordType;
import io.relaystream.core.account.Plan;
import io.relaystream.core.canonical.Pseudonyms;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DomainServiceTest {
    private final DomainService service =
            new DomainService(
                    new InMemoryDomainStore(),
                    "relay.localhost",
                    new Pseudonyms("a-key-for-tests-only"),
                    new MailSetup("relay.localhost", "relay.localhost", Optional.empty()),
                    this::ask);
    private final Map<String, String> texts = new HashMap<>();
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

    @Test
    void ownDomainIsTheOwnersOnceDnsSaysSoAndStaysIt() {
        OwnedDomain brought = own(premium, "mail.example");
        String proof = brought.checks().getFirst().expected();

        OwnedDomain unproven = claimed(service.check(premium, "mail.example").orElseThrow());
        texts.put("mail.example", proof);
        OwnedDomain proven = claimed(service.check(premium, "mail.example").orElseThrow());
        texts.clear();
        OwnedDomain later = claimed(service.check(premium, "mail.example").orElseThrow());

        assertThat(proof).matches("relaystream-verification=[0-9a-f]{32}");
        assertThat(unproven.domain().inUse()).isFalse();
        assertThat(proven.domain().inUse()).isTrue();
        assertThat(proven.checks().getFirst().ok()).isTrue();
        assertThat(later.domain().inUse()).isTrue();
        assertThat(later.checks().getFirst().ok()).isFalse();
        assertThat(service.find(premium, "mail.example")).contains(later);
    }

    @Test
    void proofIsOfOneAccountAndOneHost() {
        Owner other = owner(Plan.PREMIUM);
        String proof = own(premium, "mail.example").checks().getFirst().expected();
        own(other, "mail.example");
        texts.put("mail.example", proof);

        assertThat(own(premium, "other.example").checks().getFirst().expected())
                .isNotEqualTo(proof);
        assertThat(claimed(service.check(other, "mail.example").orElseThrow()).domain().inUse())
                .isFalse();
    }

    @Test
    void ownDomainNeedsPremium() {
        assertThat(service.claimOwn(owner(Plan.FREE), new OwnDomainName("mail.example")))
                .isEqualTo(refused(DomainRefusal.PREMIUM_REQUIRED));
    }

    @Test
    void ourDomainIsNobodysOwn() {
        assertThat(service.claimOwn(premium, new OwnDomainName("jane.relay.localhost")))
                .isEqualTo(refused(DomainRefusal.HOST_OURS));
    }

    @Test
    void subdomainOfOursNeedsNoCheck() {
        OwnedDomain domain = claimed(service.claim(premium, new SubdomainName("jane")));

        assertThat(service.check(premium, "jane.relay.localhost"))
                .contains(new DomainResult.Claimed(domain));
        assertThat(service.check(owner(Plan.PREMIUM), "jane.relay.localhost")).isEmpty();
    }

    private OwnedDomain own(Owner owner, String host) {
        return claimed(service.claimOwn(owner, new OwnDomainName(host)));
    }

    /// As a name server does.
    private Map<Question, Lookup> ask(Set<Question> questions) {
        return questions.stream()
                .collect(
                        Collectors.toMap(
                                question -> question,
                                question ->
                                        new Lookup.Found(
                                                Optional.ofNullable(texts.get(question.name()))
                                                        .stream()
                                                        .filter(
                                                                _ ->
                                                                        question.type()
                                                                                == RecordType.TXT)
                                                        .toList())));
    }

    private static OwnedDomain claimed(DomainResult result) {
        assertThat(result).isInstanceOf(DomainResult.Claimed.class);
        return ((DomainResult.Claimed) result).domain();
    }

    private static DomainResult refused(DomainRefusal why) {
        return new DomainResult.Refused(why);
    }

    private static Owner owner(Plan plan) {
        return new Owner(UUID.randomUUID(), plan, true, Set.of(Scope.WRITE), null);
    }
}
