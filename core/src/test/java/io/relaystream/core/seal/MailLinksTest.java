package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailLinksTest {
    private static final String SECRET = "a secret of the operator";
    private static final Instant RECEIVED = Instant.parse("2026-01-05T12:00:00.999Z");
    private final MailLinks links = new MailLinks(SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"emails/abc123", "", "a\nb", "gr\u00fcn"})
    void tellsWhereTheMailLies(String key) {
        assertThat(links.open(links.token("relay-mail", key, RECEIVED)))
                .contains(new LinkedMail("relay-mail", key, Instant.parse("2026-01-12T12:00:00Z")));
    }

    @Test
    void endsSevenDaysAfterTheMailCame() {
        LinkedMail mail = links.open(links.token("relay-mail", "emails/1", RECEIVED)).orElseThrow();

        assertThat(mail.endedAt(Instant.parse("2026-01-12T11:59:59Z"))).isFalse();
        assertThat(mail.endedAt(Instant.parse("2026-01-12T12:00:00Z"))).isTrue();
    }

    @Test
    void givesTheSameTokenAtEveryAttemptAndShowsNothingInIt() {
        String token = links.token("relay-mail", "emails/1", RECEIVED);

        assertThat(new MailLinks(SECRET).token("relay-mail", "emails/1", RECEIVED))
                .isEqualTo(token)
                .matches("[0-9A-Za-z_-]+");
        assertThat(links.token("relay-mail", "emails/2", RECEIVED).substring(0, 20))
                .isNotEqualTo(token.substring(0, 20));
    }

    @Test
    void doesNotOpenWhatAnotherOperatorMade() {
        String foreign =
                new MailLinks("a secret of somebody else")
                        .token("relay-mail", "emails/1", RECEIVED);

        assertThat(links.open(foreign)).isEmpty();
    }

    @Test
    void doesNotOpenWhatWasSealedForSomethingElse() {
        String id = new MessageIds("relay.localhost", SECRET).hidden("", "1\nrelay-mail\nemails/1");

        assertThat(links.open(id.substring(0, id.indexOf('@')))).isEmpty();
    }

    @Test
    void doesNotOpenATokenInWhichACharacterWasChanged() {
        String genuine = links.token("relay-mail", "emails/12", RECEIVED);
        for (int at = 0; at < genuine.length() - 1; at++) {
            char changed = genuine.charAt(at) == '7' ? '8' : '7';
            String forged = genuine.substring(0, at) + changed + genuine.substring(at + 1);
            assertThat(links.open(forged)).isEmpty();
        }
        assertThat(links.open(genuine.substring(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "....", "AAAAAAAAAAAAAAAAAAAAAAAA", "emails/1"})
    void opensNothingElse(String token) {
        assertThat(links.open(token)).isEmpty();
    }
}
