package io.relaystream.core.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.LedgerEntries;
import io.relaystream.core.Mails;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.OutcomeKind;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.mail.InboundMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds for every mail, whatever workers and clocks do: random events are applied as the
/// topology applies them. A failure names the seed that repeats it.
class LedgerPropertyTest {
    private static final int SEQUENCES = 5_000;
    private static final int RANDOM_EVENTS = 12;
    private static final int MOST_EVENTS = 300;
    private static final DeliveryCode[] CODES = DeliveryCode.values();
    private static final FeedbackKind[] KINDS = FeedbackKind.values();
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a key of 16 char");
    private static final InboundMail MAIL = Mails.ordinary();
    private static final String ID = MAIL.deliveryId();

    @Test
    void everyMailEndsExactlyOnceWhateverHappens() {
        Set<Outcome> endings = EnumSet.noneOf(Outcome.class);
        int resent = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            Story story = new Story(seed);
            story.run();
            endings.add(story.ending().outcome());
            resent += story.ending().maybeDuplicate() ? 1 : 0;
        }
        // The sequences really went everywhere.
        assertThat(endings).isEqualTo(EnumSet.allOf(Outcome.class));
        assertThat(resent).isBetween(SEQUENCES / 5, SEQUENCES * 4 / 5);
    }

    @Test
    void theSameEventsGiveTheSameTransitions() {
        for (int seed = 0; seed < SEQUENCES / 10; seed++) {
            Story first = new Story(seed);
            first.run();
            Story second = new Story(seed);

            first.events.forEach(second::apply);

            assertThat(second.transitions).as("seed %d", seed).isEqualTo(first.transitions);
        }
    }

    /// What happens to an entry: a worker's report, a provider's event, or the passing of its due
    /// time.
    private record Event(
            @Nullable DeliveryOutcome report, @Nullable FeedbackKind told, Instant at) {}

    /// One mail: its entry, as the topology's store holds it, and what must be true of it.
    private static final class Story {
        private final int seed;
        private final Random random;
        private final Ledger ledger;
        private final List<Event> events = new ArrayList<>();
        private final List<Transition> transitions = new ArrayList<>();
        private final List<CanonicalRecord> endings = new ArrayList<>();
        private @Nullable LedgerEntry entry;
        private Instant now = Mails.ACCEPTED;
        private int attempt = 1;
        private boolean attemptOpen = true;
        private boolean doubted;
        private boolean resentAfterDoubt;

        Story(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.ledger =
                    new Ledger(seed % 2 == 0 ? Duration.ZERO : Duration.ofMinutes(3), PSEUDONYMS);
            this.entry = ledger.open(LedgerEntries.forward(MAIL, now, Duration.ZERO)).entry();
        }

        CanonicalRecord ending() {
            require(endings.size() == 1, "a mail ends exactly once");
            return endings.getFirst();
        }

        /// Random reports and waits; then, until the end, attempts that all stay silent or all
        /// fail; and then reports that come too late.
        void run() {
            for (int i = 0; i < RANDOM_EVENTS; i++) {
                apply(anything());
            }
            DeliveryCode tail = random.nextBoolean() ? DeliveryCode.STARTED : DeliveryCode.DEFERRED;
            for (int i = 0; entry != null; i++) {
                require(i < MOST_EVENTS, "a mail ends within a bounded number of events");
                apply(entry.due() == null ? report(attempt, tail) : due());
            }
            for (int i = 0; i < 5; i++) {
                apply(anything());
            }
        }

        private Event anything() {
            boolean timeCanPass = entry != null && entry.due() != null;
            if (timeCanPass && random.nextBoolean()) {
                return due();
            }
            now = now.plusSeconds(random.nextInt(100));
            if (random.nextInt(20) == 0) {
                return new Event(null, KINDS[random.nextInt(KINDS.length)], now);
            }
            int about = random.nextInt(4) == 0 ? random.nextInt(1, attempt + 1) : attempt;
            DeliveryCode code =
                    switch (random.nextInt(6)) {
                        case 0, 1 -> DeliveryCode.STARTED;
                        case 2, 3 -> DeliveryCode.UNREACHABLE;
                        default -> CODES[random.nextInt(CODES.length)];
                    };
            return report(about, code);
        }

        private Event due() {
            Instant due = requireNonNull(requireNonNull(entry).due());
            now = due.isAfter(now) ? due : now;
            return new Event(null, null, now);
        }

        private Event report(int about, DeliveryCode code) {
            DeliveryOutcome outcome =
                    new DeliveryOutcome(ID, about, "account-1", code, null, 1, 2, 3, 4, 0, false);
            return new Event(outcome, null, now);
        }

        private void apply(Event event) {
            events.add(event);
            LedgerEntry before = entry;
            if (before == null) {
                return; // the topology has forgotten the mail
            }
            DeliveryOutcome report = event.report();
            Transition transition = transition(before, event);
            transitions.add(transition);
            if (event.told() == null) {
                noteDoubt(before, report);
            }
            check(transition);
        }

        private Transition transition(LedgerEntry before, Event event) {
            if (event.told() != null) {
                return ledger.event(before, event.told(), "provider-1", event.at());
            }
            return event.report() == null
                    ? ledger.due(before, event.at())
                    : ledger.report(before, event.report(), event.at());
        }

        /// Doubt, told from the events alone: silence or a lost connection raises it, a report that
        /// the attempt failed for certain dispels it.
        private void noteDoubt(LedgerEntry before, @Nullable DeliveryOutcome report) {
            if (report == null) {
                doubted |= before.state() == LedgerState.ATTEMPTING;
            } else if (report.attempt() == attempt && attemptOpen) {
                doubted |= report.code().kind() == OutcomeKind.IN_DOUBT;
                doubted &= report.code().kind() != OutcomeKind.RETRY;
            } else if (report.attempt() == attempt && before.state() == LedgerState.IN_DOUBT) {
                doubted &= report.code().kind() != OutcomeKind.RETRY;
            }
        }

        private void check(Transition transition) {
            switch (transition) {
                case Transition.Remember(LedgerEntry after) -> {
                    require(after.attempt() == attempt, "only a request begins an attempt");
                    boolean queued = after.state() == LedgerState.QUEUED;
                    require(
                            queued || after.due() != null,
                            "whatever is remembered asks for attention again, or lies in the queue");
                    attemptOpen = queued || after.state() == LedgerState.ATTEMPTING;
                    entry = after;
                }
                case Transition.Attempt(LedgerEntry after) -> {
                    require(!attemptOpen, "one attempt is open at a time");
                    require(after.attempt() == attempt + 1, "attempts are counted one by one");
                    resentAfterDoubt |= doubted;
                    require(
                            after.request().maybeDuplicate() == resentAfterDoubt,
                            "a request is flagged exactly after a doubt");
                    attempt = after.attempt();
                    attemptOpen = true;
                    doubted = false;
                    entry = after;
                }
                case Transition.End(CanonicalRecord record) -> {
                    require(record.attempts() == attempt, "the record tells the attempts");
                    require(
                            record.maybeDuplicate() == resentAfterDoubt,
                            "the record is flagged exactly after a resend in doubt");
                    endings.add(record);
                    entry = null;
                }
                case Transition.Ignore() -> {}
            }
        }

        private void require(boolean holds, String rule) {
            if (!holds) {
                throw new AssertionError("seed %d: %s".formatted(seed, rule));
            }
        }
    }
}
