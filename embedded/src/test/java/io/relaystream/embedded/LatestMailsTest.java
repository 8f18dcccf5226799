package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestMailsTest {
    private final LatestMails mails = new LatestMails(3, 100);

    @Test
    void keepsTheLatestWhenThereAreTooMany() {
        for (int size = 1; size <= 5; size++) {
            mails.add(mailOf(size));
        }

        assertThat(mails.list()).extracting(CaughtMail::size).containsExactly(3, 4, 5);
    }

    @Test
    void keepsTheLatestWhenTheyAreTooLarge() {
        mails.add(mailOf(60));
        mails.add(mailOf(40));
        assertThat(mails.list()).extracting(CaughtMail::size).containsExactly(60, 40);

        mails.add(mailOf(1));
        assertThat(mails.list()).extracting(CaughtMail::size).containsExactly(40, 1);
    }

    @Test
    void keepsNothingWhenOneMailIsTooLarge() {
        mails.add(mailOf(1));
        mails.add(mailOf(101));

        assertThat(mails.list()).isEmpty();
    }

    @Test
    void countsWhatItDroppedToo() {
        for (int mail = 0; mail < 5; mail++) {
            mails.add(mailOf(1));
        }

        assertThat(mails.count()).isEqualTo(5);
    }

    private static CaughtMail mailOf(int bytes) {
        return new CaughtMail(
                "sender@example.org",
                List.of("recipient@example.org"),
                Instant.EPOCH,
                new byte[bytes]);
    }
}
