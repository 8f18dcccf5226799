package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever mails, rows and events come in whichever order, each mail ends exactly once, and the
/// same input gives the same decisions. A failure names the seed that repeats it.
class PipelinePropertyTest {
    private static final int SEEDS = 10;
    private static final int STEPS = 200;
    private static final String ACCOUNT = "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11";
    private static final DeliveryCode[] CODES = DeliveryCode.values();
    private static final Blocking[] BLOCKINGS = Blocking.values();
    private static final FeedbackKind[] KINDS = FeedbackKind.values();
    private static final String[] RECIPIENTS = {
        "open@relay.localhost",
        "open+tag@relay.localhost",
        "two@relay.localhost",
        "gone@relay.localhost",
        "shop@jane.relay.localhost",
        "bank@jane.relay.localhost",
        "admin@jane.relay.localhost",
        "x@nobody.relay.localhost",
        "x@own.example",
        "x@evil-relay.localhost",
        "noreply@relay.localhost",
        "token@replies.relay.localhost",
        "bounces+forged@relay.localhost"
    };
    private static final List<EmailAddress> CORRESPONDENTS =
            List.of(new EmailAddress("jane@shop.example"), new EmailAddress("bob@firm.example"));

    @TempDir Path stateDir;

    @Test
    void everyMailEndsExactlyOnceAndAlwaysInTheSameWay() {
        Set<String> reasons = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Story story = new Story(seed, stateDir.resolve("a" + seed));
            story.run();
            Story again = new Story(seed, stateDir.resolve("b" + seed));
            again.run();

            assertThat(again.endings)
                    .as("seed %d: the same input again", seed)
                    .isEqualTo(story.endings);
            story.endings.forEach(ending -> reasons.add(ending.reason()));
        }
        // The stories really went everywhere.
        assertThat(reasons)
                .contains(
                        "sent",
                        "bounce_report",
                        "not_our_address",
                        "noreply",
                        "loop",
                        "unknown_alias",
                        "deleted_alias",
                        "unknown_subdomain",
                        "unknown_reply_address",
                        "reply_from_stranger",
                        "reply_unauthenticated",
                        "reply_needs_premium",
                        "reply_limit",
                        "reserved_name",
                        "virus",
                        "dmarc_reject",
                        "account_inactive",
                        "hard_bounce_pause",
                        "own_reply",
                        "alias_disabled",
                        "sender_blocked",
                        "forward_limit");
    }

    /// One random course of things, and the ends of its mails.
    private static final class Story {
        private final int seed;
        private final Random random;
        private final Path stateDir;
        private final Map<String, InboundMail> mails = new HashMap<>();
        private final List<DeliveryRequest> asked = new ArrayList<>();
        private final List<CanonicalRecord> endings = new ArrayList<>();
        private final Set<String> logged = new HashSet<>();
        private int mailNumber;

        Story(int seed, Path stateDir) {
            this.seed = seed;
            this.random = new Random(seed);
            this.stateDir = stateDir;
        }

        void run() {
            DailyLimits limits =
                    new DailyLimits(
                            1 + random.nextInt(4),
                            50_000,
                            1 + random.nextInt(2),
                            1 + random.nextInt(3));
            try (TopologyRun run = new TopologyRun(stateDir, limits)) {
                account(run);
                alias(run, RECIPIENTS[0]);
                for (int step = 0; step < STEPS; step++) {
                    something(run);
                    work(run, false);
                }
                comeToAnEnd(run);
            }
            Map<String, Long> ends = new HashMap<>();
            endings.stream()
                    .filter(ending -> ending.notice() == null)
                    .forEach(ending -> ends.merge(ending.deliveryId(), 1L, Long::sum));
            assertThat(ends.keySet())
                    .as("seed %d: mails that ended", seed)
                    .isEqualTo(mails.keySet());
            assertThat(ends.values()).as("seed %d: how often each", seed).containsOnly(1L);
            assertThat(logged)
                    .as("seed %d: mails of an account that their owner was told of", seed)
                    .containsAll(
                            endings.stream()
                                    .filter(ending -> ending.account() != null)
                                    .map(CanonicalRecord::deliveryId)
                                    .toList());
        }

        private void something(TopologyRun run) {
            switch (random.nextInt(15)) {
                case 0 -> account(run);
                case 1, 2 -> alias(run, RECIPIENTS[random.nextInt(3)]);
                case 3 -> run.put(Topics.ALIASES, mailbox(random.nextInt(3)), null);
                case 4 -> run.owns(domain());
                case 5 -> run.deleted("gone@relay.localhost");
                case 6 -> run.tells(feedback(run.now()));
                case 7 -> run.passes(Duration.ofSeconds(random.nextInt(20)));
                case 8 -> run.passes(Duration.ofMinutes(random.nextInt(600)));
                case 9 -> run.heartbeat();
                case 10 -> givesReverseAddress(run, random.nextInt(2));
                default -> arrives(run);
            }
        }

        private void arrives(TopologyRun run) {
            InboundMail mail = mail(run.now());
            mails.put(mail.deliveryId(), mail);
            run.arrives(mail);
            if (random.nextInt(5) == 0) {
                run.arrives(mail);
            }
        }

        private InboundMail mail(Instant now) {
            Mails.Draft draft =
                    Mails.mail().id("mail-" + mailNumber++).receivedAt(now).to(recipient(now));
            if (random.nextInt(4) == 0) {
                String owner = Accounts.active().email().value();
                draft.from(owner).mailFrom(owner).addressees(reverse(0), "carol@else.example");
            }
            if (random.nextInt(3) == 0) {
                switch (random.nextInt(9)) {
                    case 0 -> draft.bulk();
                    case 1 -> draft.spam(Verdict.FAIL);
                    case 2 -> draft.virus(Verdict.FAIL);
                    case 3 -> draft.dmarc(Verdict.FAIL, DmarcPolicy.REJECT);
                    case 4 -> draft.dmarc(Verdict.FAIL, DmarcPolicy.QUARANTINE);
                    case 5 -> draft.received(99);
                    case 6 -> draft.malformedSender();
                    case 7 -> draft.dmarc(Verdict.GRAY, DmarcPolicy.NONE).spf(Verdict.FAIL);
                    default -> draft.nullSender().autoSubmitted();
                }
            }
            return draft.build();
        }

        private String recipient(Instant now) {
            return switch (random.nextInt(12)) {
                case 0 -> report(now);
                case 1, 2 -> reverse(random.nextInt(2));
                default -> RECIPIENTS[random.nextInt(RECIPIENTS.length)];
            };
        }

        private static String reverse(int correspondent) {
            return TopologyRun.SEALS
                    .replies()
                    .of(ACCOUNT, "alias-1", CORRESPONDENTS.get(correspondent))
                    .value();
        }

        /// A worker is about to forward a mail of this correspondent.
        private void givesReverseAddress(TopologyRun run, int correspondent) {
            ReplyContext context =
                    new ReplyContext(
                            "alias-1", Aliases.open().address(), CORRESPONDENTS.get(correspondent));
            SealedContext sealed = TopologyRun.SEALS.replies().store(ACCOUNT, context, run.now());
            run.put(Topics.REPLY_CONTEXTS, sealed.token(), sealed);
        }

        private static String report(Instant now) {
            return TopologyRun.SEALS.bounces().of(ACCOUNT, Accounts.active().email(), now).value();
        }

        private void account(TopologyRun run) {
            @Nullable Account account =
                    random.nextInt(8) == 0
                            ? null
                            : Accounts.but(
                                    Accounts.active(),
                                    draft ->
                                            draft.id(ACCOUNT)
                                                    .active(random.nextInt(6) > 0)
                                                    .verified(random.nextInt(8) > 0)
                                                    .plan(
                                                            random.nextInt(3) == 0
                                                                    ? Plan.FREE
                                                                    : Plan.PREMIUM)
                                                    .dropSpam(random.nextBoolean())
                                                    .quarantine(
                                                            random.nextBoolean()
                                                                    ? Quarantine.WARN
                                                                    : Quarantine.DROP));
            run.put(Topics.ACCOUNTS, ACCOUNT, account);
        }

        private void alias(TopologyRun run, String recipient) {
            Alias base = Aliases.of(ACCOUNT, mailbox(recipient));
            run.put(
                    Topics.ALIASES,
                    base.address().value(),
                    new Alias(
                            base.id(),
                            ACCOUNT,
                            base.address(),
                            base.kind(),
                            random.nextInt(4) > 0,
                            BLOCKINGS[random.nextInt(BLOCKINGS.length)],
                            random.nextInt(3) == 0 ? Set.of("shop.example") : Set.of(),
                            random.nextInt(6) == 0 ? run.now() : null,
                            base.createdAt(),
                            base.banner()));
        }

        private Domain domain() {
            return random.nextBoolean()
                    ? new Domain(
                            "jane.relay.localhost",
                            ACCOUNT,
                            DomainKind.SUBDOMAIN,
                            false,
                            random.nextInt(4) > 0)
                    : new Domain(
                            "own.example", ACCOUNT, DomainKind.OWN, random.nextBoolean(), true);
        }

        private Feedback feedback(Instant now) {
            FeedbackKind kind = KINDS[random.nextInt(KINDS.length)];
            String type = random.nextInt(6) == 0 ? "Permanent" : "Transient";
            List<String> ids = mails.keySet().stream().sorted().toList();
            return new Feedback(
                    kind,
                    "provider-" + random.nextInt(20),
                    Accounts.active().email(),
                    ids.isEmpty() ? null : ids.get(random.nextInt(ids.size())),
                    random.nextBoolean() ? ACCOUNT : null,
                    Aliases.open().address(),
                    kind == FeedbackKind.BOUNCE ? type : "abuse",
                    "MailboxFull",
                    null,
                    null,
                    now);
        }

        /// Workers answer what they like, or not yet; at the end they do what they are asked.
        private void work(TopologyRun run, boolean willing) {
            asked.addAll(run.requests());
            List<DeliveryRequest> taken =
                    asked.stream().filter(_ -> willing || random.nextInt(4) > 0).toList();
            asked.removeAll(taken);
            for (DeliveryRequest request : taken) {
                DeliveryCode code = willing ? done(request) : CODES[random.nextInt(CODES.length)];
                run.reports(request, DeliveryCode.STARTED);
                run.reports(request, fits(request, code) ? code : done(request));
            }
            endings.addAll(run.endings());
            run.log().forEach(mail -> logged.add(mail.deliveryId()));
        }

        private static DeliveryCode done(DeliveryRequest request) {
            return switch (request.task()) {
                case FORWARD, REPLY, NOTIFY -> DeliveryCode.SENT;
                case READ_REPORT -> DeliveryCode.REPORT_READ;
            };
        }

        /// Only a report can be read, and none is sent.
        private static boolean fits(DeliveryRequest request, DeliveryCode code) {
            return switch (code) {
                case SENT, REPORT_READ -> code == done(request);
                default -> true;
            };
        }

        private void comeToAnEnd(TopologyRun run) {
            for (int hours = 0; hours < 24 * 8 && !allEnded(); hours += 4) {
                run.passes(Duration.ofHours(4));
                run.heartbeat();
                run.passes(Duration.ofSeconds(3));
                work(run, true);
            }
            // Whatever could still end a second time has its chance.
            run.passes(Duration.ofDays(6));
            work(run, true);
        }

        private boolean allEnded() {
            return endings.stream()
                    .map(CanonicalRecord::deliveryId)
                    .collect(Collectors.toSet())
                    .containsAll(mails.keySet());
        }

        private static String mailbox(int number) {
            return mailbox(RECIPIENTS[number]);
        }

        private static String mailbox(String recipient) {
            return Mails.to(recipient).mailbox().value();
        }
    }
}
