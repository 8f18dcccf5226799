package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.relaystream.core.address.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceAddressesTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final String ACCOUNT = "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11";
    private static final EmailAddress OWNER = new EmailAddress("owner@home.example");
    private static final EmailAddress BASE = new EmailAddress("bounces@relay.localhost");
    private final BounceAddresses bounces = new BounceAddresses(BASE, "a secret of the operator");

    @Test
    void tellsWhoseMailboxAReportIsAbout() {
        EmailAddress address = bounces.of(ACCOUNT, OWNER, NOW);

        assertThat(address.value()).matches("bounces\\+[0-9a-z]{45,50}@relay\\.localhost");
        assertThat(bounces.accountId(address, NOW)).contains(ACCOUNT);
    }

    @Test
    void tellsWhetherTheMailWentToTheMailboxThatTheAccountHasNow() {
        EmailAddress address = bounces.of(ACCOUNT, OWNER, NOW);

        assertThat(bounces.isAbout(address, OWNER, NOW)).isTrue();
        assertThat(bounces.isAbout(address, new EmailAddress("new@home.example"), NOW)).isFalse();
        assertThat(bounces.isAbout(BASE, OWNER, NOW)).isFalse();
    }

    @Test
    void survivesServersThatChangeTheCase() {
        EmailAddress shouted =
                new EmailAddress(
                        bounces.of(ACCOUNT, OWNER, NOW).value().toUpperCase(java.util.Locale.ROOT));

        assertThat(bounces.accountId(shouted, NOW)).contains(ACCOUNT);
    }

    @Test
    void worksForEveryAccountWhicheverBytesItsSealHas() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            String account = new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(bounces.accountId(bounces.of(account, OWNER, NOW), NOW)).contains(account);
        }
        assertThat(bounces.accountId(bounces.of(new UUID(0, 0).toString(), OWNER, NOW), NOW))
                .contains(new UUID(0, 0).toString());
    }

    @Test
    void endsAfterFifteenDays() {
        EmailAddress address = bounces.of(ACCOUNT, OWNER, NOW);

        assertThat(bounces.accountId(address, NOW.plus(Duration.ofDays(15)))).contains(ACCOUNT);
        assertThat(bounces.accountId(address, NOW.plus(Duration.ofDays(16)))).isEmpty();
    }

    @Test
    void doesNotOpenWhatAnotherOperatorMade() {
        EmailAddress foreign =
                new BounceAddresses(BASE, "a secret of somebody else").of(ACCOUNT, OWNER, NOW);

        assertThat(bounces.accountId(foreign, NOW)).isEmpty();
    }

    @Test
    void doesNotOpenAnAddressInWhichACharacterWasChanged() {
        String genuine = bounces.of(ACCOUNT, OWNER, NOW).value();
        for (int at = "bounces+".length(); at < genuine.indexOf('@'); at++) {
            char changed = genuine.charAt(at) == '7' ? '8' : '7';
            EmailAddress forged =
                    new EmailAddress(
                            genuine.substring(0, at) + changed + genuine.substring(at + 1));
            assertThat(bounces.accountId(forged, NOW)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bounces@relay.localhost",
                "bounces+@relay.localhost",
                "bounces+x@relay.localhost",
                "bounces+-1@relay.localhost",
                "bounces+zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz@relay.localhost",
                "bounces+a+b@relay.localhost",
                "open@relay.localhost"
            })
    void opensNothingElse(String address) {
        assertThat(bounces.accountId(new EmailAddress(address), NOW)).isEmpty();
    }

    @Test
    void isMadeForAccountsOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> bounces.of("nobody", OWNER, NOW));
    }
}
