package io.relaystream.processor.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.stats.AliasStats;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsInTopologyTest {
    @TempDir Path stateDir;

    @Test
    void countsEachMailOnceForItsAliasAndForItsAccount() {
        try (TopologyRun run = new TopologyRun(stateDir)) {
            // Given
            String off = "off@relay.localhost";
            run.known(Accounts.active(), Aliases.open(), Aliases.switchedOffAt(off));

            // When
            run.arrives(Mails.numbered(1));
            run.arrives(Mails.numbered(1));
            DeliveryRequest first = run.requests().getFirst();
            run.sent(first, 100);
            run.sent(first, 100);
            run.arrives(Mails.numbered(2));
            run.reports(run.requests().getFirst(), DeliveryCode.REFUSED);
            run.arrives(Mails.to(off));

            // Then
            Map<String, AliasStats> stats = run.stats();
            assertThat(stats.get("alias-1"))
                    .isEqualTo(new AliasStats("account-1", "alias-1", 1, 0, 0, 0, 0, run.now()));
            assertThat(requireNonNull(stats.get(Aliases.at(off).id())).blocked()).isEqualTo(1);
            assertThat(stats.get("account-1"))
                    .isEqualTo(new AliasStats("account-1", null, 1, 1, 0, 0, 0, run.now()));
        }
    }
}
