package io.relaystream.processor.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mail to a name in an owner's domain makes it an alias.
class CatchAllTest {
    private static final String HOST = "jane.relay.localhost";
    @TempDir Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void start() {
        run = new TopologyRun(stateDir, new DailyLimits(100, 1_000_000, 1, 2));
        run.known(Accounts.premium());
        run.owns(domain(true));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void forwardsTheFirstMailAtOnceAndTellsThatTheAliasWasMade() {
        run.arrives(Mails.to("Shop+x@" + HOST));

        DeliveryRequest request = run.requests().getFirst();
        assertThat(request.destination()).isEqualTo(Accounts.premium().email());
        assertThat(run.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.kind()).isEqualTo(AccountEventKind.ALIAS_MADE);
                            assertThat(event.alias()).hasToString("***@" + HOST);
                            assertThat(event.alias()).extracting("value").isEqualTo("shop@" + HOST);
                            assertThat(event.aliasId())
                                    .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
                            assertThat(event.aliasesMade()).isEqualTo(1);
                        });
        run.sent(request, 1);
        assertThat(run.endings().getFirst().aliasKind()).isEqualTo(AliasKind.CATCH_ALL);
    }

    @Test
    void makesTheAliasOnceThoughItIsNotBackFromPostgresYet() {
        run.arrives(mail(1, "shop"));
        run.arrives(mail(2, "shop"));
        run.arrives(mail(3, "SHOP"));

        assertThat(run.requests()).hasSize(3);
        assertThat(made()).hasSize(1);
    }

    @Test
    void obeysTheAliasOnceItIsBack() {
        run.arrives(mail(1, "shop"));
        AccountEvent made = made().getFirst();

        run.put(Topics.ALIASES, "shop@" + HOST, Aliases.switchedOffAt("shop@" + HOST));
        run.arrives(mail(2, "shop"));

        assertThat(run.requests()).hasSize(1);
        assertThat(run.endings().getFirst().reason()).isEqualTo("alias_disabled");
        assertThat(made.alias()).isNotNull();
    }

    /// Its row was late, as every row may be.
    @Test
    void countsForTheAliasThatTheOwnerMadeThoughAMailCameBeforeItsRow() {
        run.arrives(mail(1, "shop"));
        run.sent(run.requests().getFirst(), 1);

        run.known(Accounts.premium(), Aliases.at("shop@" + HOST));
        run.arrives(mail(2, "shop"));
        run.sent(run.requests().getFirst(), 1);

        assertThat(run.stats().get(Aliases.at("shop@" + HOST).id()))
                .satisfies(stats -> assertThat(requireNonNull(stats).forwarded()).isEqualTo(2));
    }

    @Test
    void makesNoUseOfTheAliasOfTheFormerOwnerOfADomain() {
        Account other =
                Accounts.but(
                        Accounts.premium(),
                        draft -> draft.id("account-2").email(new EmailAddress("two@home.example")));
        run.known(other);
        run.owns(new Domain("own.example", "account-1", DomainKind.OWN, true, true));
        run.arrives(Mails.mail().id("mail-1").to("shop@own.example").build());

        run.owns(new Domain("own.example", "account-2", DomainKind.OWN, true, true));
        run.arrives(Mails.mail().id("mail-2").to("shop@own.example").build());

        assertThat(run.requests())
                .extracting(DeliveryRequest::accountId)
                .containsExactly("account-1", "account-2");
    }

    @Test
    void givesTheSameAddressTheSameIdForEver() {
        run.arrives(mail(1, "shop"));
        String first = made().getFirst().aliasId();

        run.passes(Duration.ofDays(2));
        run.arrives(mail(2, "shop"));

        assertThat(made().getFirst().aliasId()).isEqualTo(first);
    }

    @Test
    void boundsAFloodOfNamesAndLetsTheOthersThrough() {
        for (int name = 1; name <= 5; name++) {
            run.arrives(mail(name, "name" + name));
        }
        run.arrives(mail(6, "name1"));

        assertThat(run.requests()).hasSize(3);
        assertThat(run.endings())
                .extracting(CanonicalRecord::reason)
                .containsExactly("alias_limit", "alias_limit", "alias_limit");
        assertThat(run.events())
                .extracting(AccountEvent::kind)
                .containsExactly(
                        AccountEventKind.ALIAS_MADE,
                        AccountEventKind.ALIAS_MADE,
                        AccountEventKind.ALIAS_LIMIT_REACHED);
    }

    @ParameterizedTest
    @CsvSource({
        "sh_op,      invalid_name",
        "postmaster, reserved_name",
        "fuck,       blocked_name",
        "noreply,    noreply"
    })
    void refusesANameAtOnceWithItsReason(String name, String reason) {
        run.arrives(mail(1, name));

        assertDropped(reason);
        assertThat(made()).isEmpty();
    }

    @Test
    void refusesANameThatWasDeletedOnce() {
        run.deleted("shop@" + HOST);

        run.arrives(mail(1, "shop"));

        assertDropped("deleted_alias");
    }

    @Test
    void refusesNewNamesOnceTheOwnerHasNoPremium() {
        run.known(Accounts.active(), Aliases.at("old@" + HOST));

        run.arrives(mail(1, "shop"));
        run.arrives(mail(2, "old"));

        assertDropped("catch_all_needs_premium");
        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void refusesNewNamesWhereTheOwnerWantsNoneOnlyWhenTheTablesAreFresh() {
        run.owns(domain(false));
        run.arrives(mail(1, "shop"));
        run.arrives(mail(2, "later"));
        assertThat(run.endings()).isEmpty();

        run.put(Topics.ALIASES, "later@" + HOST, Aliases.at("later@" + HOST));
        run.tablesAreFresh();

        assertThat(run.requests()).hasSize(1);
        assertDropped("catch_all_off");
    }

    @Test
    void worksInAnOwnDomainOnceItIsVerified() {
        run.owns(new Domain("own.example", "account-1", DomainKind.OWN, false, true));
        run.arrives(Mails.to("shop@own.example"));
        assertThat(run.requests()).isEmpty();

        run.owns(new Domain("own.example", "account-1", DomainKind.OWN, true, true));
        run.passes(Duration.ofSeconds(5));

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void takesNoMailForTheSubdomainOfAnAccountThatIsGone() {
        run.owns(new Domain(HOST, null, DomainKind.SUBDOMAIN, false, true));

        run.arrives(mail(1, "shop"));
        run.tablesAreFresh();

        assertDropped("unknown_subdomain");
    }

    private static Domain domain(boolean catchAll) {
        return new Domain(HOST, "account-1", DomainKind.SUBDOMAIN, false, catchAll);
    }

    private static io.relaystream.core.mail.InboundMail mail(int number, String name) {
        return Mails.mail().id("mail-" + number).to(name + "@" + HOST).build();
    }

    private List<AccountEvent> made() {
        return run.events().stream()
                .filter(event -> event.kind() == AccountEventKind.ALIAS_MADE)
                .toList();
    }

    private void assertDropped(String reason) {
        assertThat(run.endings())
                .singleElement()
                .extracting(CanonicalRecord::reason)
                .isEqualTo(reason);
    }
}
