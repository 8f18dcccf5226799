package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.mail.InMemoryMailStore;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Plan;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.mail.InboundMail;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedeliveriesTest {
    private static final InboundMail MAIL = Mails.ordinary();
    private static final Instant NOW = MAIL.receivedAt().plus(Duration.ofDays(2));
    private static final Owner OWNER = owner();
    private static final String AGAIN = MAIL.askedForAgain(NOW).deliveryId();

    private final InMemoryRedeliveryStore store = new InMemoryRedeliveryStore();
    private final InMemoryAcceptedMails accepted = new InMemoryAcceptedMails();
    private final InMemoryMailStore contents = new InMemoryMailStore();
    private final Redeliveries redeliveries =
            new Redeliveries(store, accepted, contents, InstantSource.fixed(NOW));

    @Test
    void beginsOneStoryHoweverOftenItIsAsked() {
        theMailWasDroppedAndIsHeld();

        assertThat(redeliver()).isEqualTo(new RedeliveryResult.Begun(AGAIN));
        assertThat(redeliver()).isEqualTo(new RedeliveryResult.Begun(AGAIN));

        assertThat(accepted.all()).containsExactly(MAIL, MAIL.askedForAgain(NOW));
        assertThat(contents.open()).isZero();
    }

    @Test
    void showsAStrangerNothing() {
        theMailWasDroppedAndIsHeld();

        assertThat(redeliveries.redeliver(owner(), MAIL.deliveryId()))
                .isEqualTo(new RedeliveryResult.Absent());
    }

    @Test
    void tellsWhyItMayNot() {
        store.put(OWNER.accountId(), past(Outcome.FORWARDED, "sent"));

        assertThat(redeliver()).isEqualTo(new RedeliveryResult.Refused(RedeliveryRefusal.ARRIVED));
    }

    @Test
    void saysThatTheContentIsGoneWhenEitherTopicOrStoreDoesNotHaveIt() {
        store.put(OWNER.accountId(), past(Outcome.DROPPED, "alias_disabled"));
        assertThat(redeliver()).isEqualTo(new RedeliveryResult.ContentGone());

        assertThat(accepted.add(MAIL)).isTrue();
        assertThat(redeliver()).isEqualTo(new RedeliveryResult.ContentGone());
    }

    @Test
    void comesBackLaterWhateverIsAway() {
        theMailWasDroppedAndIsHeld();

        accepted.readable(false);
        assertThat(redeliver()).isEqualTo(new RedeliveryResult.Later());
        accepted.readable(true);
        accepted.writable(false);
        assertThat(redeliver()).isEqualTo(new RedeliveryResult.Later());

        assertThat(accepted.all()).containsExactly(MAIL);
        accepted.writable(true);
        assertThat(redeliver()).isEqualTo(new RedeliveryResult.Begun(AGAIN));
    }

    private RedeliveryResult redeliver() {
        return redeliveries.redeliver(OWNER, MAIL.deliveryId());
    }

    private void theMailWasDroppedAndIsHeld() {
        store.put(OWNER.accountId(), past(Outcome.DROPPED, "alias_disabled"));
        contents.holds(MAIL.objectKey(), new byte[1]);
        assertThat(accepted.add(MAIL)).isTrue();
    }

    private static PastMail past(Outcome outcome, String reason) {
        return new PastMail(
                MAIL.deliveryId(),
                MAIL.mailbox(),
                true,
                outcome,
                reason,
                MAIL.receivedAt(),
                MAIL.acceptedAt(),
                true,
                null);
    }

    private static Owner owner() {
        return new Owner(UUID.randomUUID(), Plan.FREE, true, Set.of(Scope.WRITE), null);
    }
}
