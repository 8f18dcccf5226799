package io.relaystream.api.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.seal.MailLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DownloadsTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-05T12:00:00Z");
    private static final MailLinks LINKS = new MailLinks("a-key-for-tests-only");

    private final InMemoryMailStore store = new InMemoryMailStore().holds("emails/1", new byte[9]);
    private final Downloads downloads = at(RECEIVED);

    @Test
    void givesTheMailOfALink() {
        assertThat(downloads.open(link("emails/1")))
                .isInstanceOfSatisfying(
                        Download.Ready.class,
                        ready -> assertThat(ready.content().length()).isEqualTo(9));
    }

    @Test
    void givesAFewMailsAtOnce() {
        Download.Ready first = (Download.Ready) downloads.open(link("emails/1"));
        Download.Ready second = (Download.Ready) downloads.open(link("emails/1"));

        assertThat(downloads.open(link("emails/1"))).isEqualTo(new Download.Later());
        first.content().close();
        first.content().close();
        assertThat(downloads.open(link("emails/1"))).isInstanceOf(Download.Ready.class);
        assertThat(downloads.open(link("emails/1"))).isEqualTo(new Download.Later());
        second.content().close();
    }

    @Test
    void holdsNothingForWhatItDoesNotGive() {
        for (int i = 0; i < 5; i++) {
            assertThat(downloads.open(link("gone"))).isEqualTo(new Download.Absent());
            assertThat(downloads.open(link("away"))).isEqualTo(new Download.Later());
            assertThat(downloads.open("forged")).isEqualTo(new Download.Absent());
        }
        assertThat(downloads.open(link("emails/1"))).isInstanceOf(Download.Ready.class);
    }

    @Test
    void linkEndsAfterSevenDaysWhetherOrNotTheMailIsThere() {
        Downloads later = at(RECEIVED.plus(Duration.ofDays(7)));

        assertThat(later.open(link("emails/1"))).isEqualTo(new Download.Ended());
        assertThat(later.open(link("gone"))).isEqualTo(new Download.Ended());
        assertThat(store.open()).isZero();
    }

    private Downloads at(Instant now) {
        return new Downloads(store, LINKS, 2, InstantSource.fixed(now));
    }

    private static String link(String key) {
        return LINKS.token("relay-mail", key, RECEIVED);
    }
}
