package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Metric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A defect of ours never forwards, never drops silently, and never stops other people's mail.
class DeadLettersTest {
    @TempDir Path stateDir;

    @Test
    void keepsAMailThatMakesARuleThrow() {
        ForwardingPolicy policy =
                new ForwardingPolicy(List.of(), List.of(new ThrowsOn("mail-13")), List.of());
        try (TopologyRun run = new TopologyRun(stateDir, policy)) {
            run.known(Accounts.active(), Aliases.open());

            run.arrives(Mails.numbered(13));
            run.arrives(Mails.numbered(14));

            assertThat(run.requests()).hasSize(1);
            assertThat(run.endings()).isEmpty();
            assertThat(run.deadLetters())
                    .singleElement()
                    .satisfies(bytes -> assertThat(text(bytes)).contains("\"mail-13\""));
            assertThat(run.metrics.counter(Metric.DEAD_LETTERS.id()).count()).isEqualTo(1);
        }
    }

    @Test
    void putsOffAHeldMailThatMakesARuleThrowAndGoesOnWithTheOthers() {
        AtomicBoolean defect = new AtomicBoolean(true);
        Rule rule =
                facts -> {
                    if (defect.get() && facts.mail().messageId().equals("mail-13")) {
                        throw new IllegalStateException("a defect");
                    }
                    return Optional.empty();
                };
        try (TopologyRun run =
                new TopologyRun(
                        stateDir, new ForwardingPolicy(List.of(), List.of(rule), List.of()))) {
            run.put(Topics.ALIASES, "open@relay.localhost", Aliases.open());
            run.arrives(Mails.numbered(13));
            run.arrives(Mails.numbered(14));
            run.known(Accounts.active());

            run.passes(Duration.ofSeconds(5));
            assertThat(run.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.messageId()).isEqualTo("mail-14"));
            defect.set(false);
            run.passes(Duration.ofMinutes(1));

            assertThat(run.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.messageId()).isEqualTo("mail-13"));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private record ThrowsOn(String messageId) implements Rule {
        @Override
        public Optional<Objection> objection(Facts facts) {
            InboundMail mail = facts.mail();
            if (mail.messageId().equals(messageId)) {
                throw new IllegalStateException("a defect");
            }
            return Optional.empty();
        }
    }
}
