package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountServiceTest {
    private final InMemoryAccountStore store = new InMemoryAccountStore();
    private final AccountService service =
            new AccountService(
                    store,
                    new SecureRandom(),
                    "relay.localhost",
                    new AccountLimits(DailyLimits.STANDARD, 5, 2_000),
                    PgpKey::armored);

    @Test
    void newAccountCanReadAndWriteWithItsToken() {
        AccountResult result = service.create(new EmailAddress("ann@home.example"), Plan.FREE);

        assertThat(result)
                .isInstanceOfSatisfying(
                        AccountResult.Created.class,
                        created ->
                                assertThat(store.owner(created.token()))
                                        .contains(
                                                new Owner(
                                                        created.id(),
                                                        Plan.FREE,
                                                        true,
                                                        Set.of(Scope.READ, Scope.WRITE),
                                                        null)));
    }

    @Test
    void addressOfAnotherAccountIsTaken() {
        service.create(new EmailAddress("ann@home.example"), Plan.FREE);

        assertThat(service.create(new EmailAddress("Ann@Home.example"), Plan.PREMIUM))
                .isEqualTo(new AccountResult.EmailTaken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@relay.localhost", "ann@replies.relay.localhost"})
    void mailMustNotBeForwardedToOurselves(String email) {
        assertThatThrownBy(() -> service.mailbox(email))
                .hasMessage("must be a real mailbox, not an alias of this service");
    }

    @Test
    void domainThatOnlyEndsLikeOursIsAnother() {
        assertThat(service.create(new EmailAddress("ann@evil-relay.localhost"), Plan.FREE))
                .isInstanceOf(AccountResult.Created.class);
    }
}
