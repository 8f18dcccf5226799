package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.account.Plan;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What would become of a mail: asked of the topology that would decide it.
class ExplainInTopologyTest {
    @TempDir Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void start() {
        run = new TopologyRun(stateDir);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void answersWithEveryRuleAndSendsNothing() {
        run.known(Accounts.active(), Aliases.blockingSenders("shop.example"));

        Explanation explanation = run.asks(Mails.ordinary());

        assertThat(explanation.fate()).isEqualTo(Explanation.Fate.DROP);
        assertThat(explanation.reason()).isEqualTo("sender_blocked");
        assertThat(explanation.rule()).isEqualTo("sender_blocked");
        assertThat(explanation.plan()).isEqualTo(Plan.FREE);
        assertThat(explanation.answers())
                .startsWith("foreign_address")
                .contains("sender_blocked: sender_blocked", "alias_expired")
                .endsWith("alias_limit_reached");
        assertThat(run.requests()).isEmpty();
        assertThat(run.endings()).isEmpty();
        assertThat(run.events()).isEmpty();
        assertThat(run.stats()).isEmpty();
    }

    @Test
    void remembersNothingOfAQuestion() {
        run.known(Accounts.active(), Aliases.open());

        assertThat(run.asks(Mails.ordinary()).fate()).isEqualTo(Explanation.Fate.FORWARD);
        assertThat(run.asks(Mails.ordinary()).fate()).isEqualTo(Explanation.Fate.FORWARD);
        run.arrives(Mails.ordinary());

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void answersAtOnceWhatAMailWouldWaitFor() {
        Explanation unknown = run.asks(Mails.ordinary());
        Explanation foreign = run.asks(Mails.to("open@evil-relay.localhost"));

        assertThat(unknown.reason()).isEqualTo("unknown_alias");
        assertThat(unknown.answers()).contains("account_inactive");
        assertThat(foreign.reason()).isEqualTo("not_our_address");
    }

    @Test
    void makesNoAliasForAQuestion() {
        run.known(Accounts.premium());
        run.owns(
                new Domain("jane.relay.localhost", "account-1", DomainKind.SUBDOMAIN, false, true));

        Explanation explanation = run.asks(Mails.to("shop@jane.relay.localhost"));

        assertThat(explanation.fate()).isEqualTo(Explanation.Fate.FORWARD);
        assertThat(run.events()).isEmpty();
    }

    @Test
    void answersForAnOwnerWhoIsNotInTheTableYet() {
        run.put(
                io.relaystream.platform.kafka.Topics.ALIASES,
                "open@relay.localhost",
                Aliases.open());

        assertThat(run.asks(Situation.ordinary().mail()).reason()).isEqualTo("account_inactive");
    }
}
