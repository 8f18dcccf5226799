package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail that is to be encrypted never goes out in clear: it waits for a key that can be used.
class EncryptionInTopologyTest {
    private static final String BAD_KEY = "a key that has ended";
    private static final String GOOD_KEY = "a key";

    @TempDir Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void theOwnersKeyCannotBeUsed() {
        run = new TopologyRun(stateDir);
        run.known(encryptedTo(BAD_KEY), Aliases.open());
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void aMailIsEncryptedToTheKeyThatTheOwnerHasWhenItIsDecided() {
        run.arrives(Mails.ordinary());

        assertThat(run.requests()).extracting(DeliveryRequest::pgpKey).containsExactly(BAD_KEY);
    }

    @Test
    void itWaitsAndTheOwnerIsToldOnceADayHoweverMuchMailThereIs() {
        for (int number = 1; number <= 3; number++) {
            run.arrives(Mails.numbered(number));
        }

        for (DeliveryRequest request : run.requests()) {
            fails(request);
        }

        List<DeliveryRequest> notices = run.requests();
        assertThat(notices)
                .extracting(DeliveryRequest::notice)
                .containsExactly(NoticeKind.KEY_UNUSABLE);
        assertThat(notices.getFirst().pgpKey()).isNull();
        assertThat(notices.getFirst().destination()).isEqualTo(Accounts.active().email());
        assertThat(run.endings()).isEmpty();
    }

    @Test
    void itIsTriedAgainWithTheKeyThatTheOwnerHasByThen() {
        run.arrives(Mails.ordinary());
        fails(run.requests().getFirst());
        run.requests();

        run.known(encryptedTo(GOOD_KEY));
        run.passes(Duration.ofSeconds(31));

        assertThat(run.requests()).extracting(DeliveryRequest::pgpKey).containsExactly(GOOD_KEY);
    }

    @Test
    void itGoesOutInClearOnlyWhenTheOwnerWantsThat() {
        run.arrives(Mails.ordinary());
        fails(run.requests().getFirst());
        run.requests();

        run.known(encryptedTo(null));
        run.passes(Duration.ofSeconds(31));

        assertThat(run.requests()).extracting(DeliveryRequest::pgpKey).containsOnlyNulls();
    }

    @Test
    void anAccountThatIsGoneLeavesItsMailEncrypted() {
        run.arrives(Mails.ordinary());
        fails(run.requests().getFirst());
        run.requests();

        run.put(Topics.ACCOUNTS, Accounts.active().id(), null);
        run.passes(Duration.ofSeconds(31));

        assertThat(run.requests()).extracting(DeliveryRequest::pgpKey).containsExactly(BAD_KEY);
    }

    private void fails(DeliveryRequest request) {
        run.reports(request, DeliveryCode.STARTED);
        run.reports(request, DeliveryCode.KEY_UNUSABLE);
    }

    private static Account encryptedTo(@Nullable String key) {
        return Accounts.but(
                Accounts.active(), draft -> draft.settings(true, false, "en", key, null, false));
    }
}
