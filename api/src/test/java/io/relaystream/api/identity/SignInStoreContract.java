package io.relaystream.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.account.Suspension;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [SignInStore] must do.
public interface SignInStoreContract {
    SignInStore store();

    AccountStore accounts();

    @Test
    default void linkMakesAnAccountAndBeginsASession() {
        EmailAddress email = anyEmail();
        ApiToken session = token();
        Instant end = later();

        Optional<UUID> account = store().signIn(link(email, later()), true, session, end);

        assertThat(account).isEqualTo(accounts().find(email)).isPresent();
        assertThat(accounts().find(account.orElseThrow()))
                .map(AccountDetails::status)
                .contains(new AccountStatus(Plan.FREE, true, true, false, Suspension.NONE));
        assertThat(store().session(session))
                .contains(
                        new Session(
                                new Owner(
                                        account.orElseThrow(),
                                        Plan.FREE,
                                        true,
                                        Set.of(Scope.READ, Scope.WRITE),
                                        null),
                                end));
    }

    @Test
    default void linkWorksOnce() {
        ApiToken link = link(anyEmail(), later());
        store().signIn(link, true, token(), later());
        ApiToken second = token();

        assertThat(store().signIn(link, true, second, later())).isEmpty();
        assertThat(store().session(second)).isEmpty();
    }

    @Test
    default void linkThatEndedOrNeverWasOpensNothing() {
        EmailAddress email = anyEmail();

        assertThat(store().signIn(link(email, earlier()), true, token(), later())).isEmpty();
        assertThat(store().signIn(token(), true, token(), later())).isEmpty();
        assertThat(accounts().find(email)).isEmpty();
    }

    @Test
    default void strangerGetsNoAccountWhereNobodyCanSignUp() {
        EmailAddress email = anyEmail();

        assertThat(store().signIn(link(email, later()), false, token(), later())).isEmpty();
        assertThat(accounts().find(email)).isEmpty();
    }

    @Test
    default void linkVerifiesTheAddressOfAnAccount() {
        EmailAddress email = anyEmail();
        UUID id = accounts().add(email, Plan.PREMIUM, token(), Set.of(Scope.READ)).orElseThrow();
        accounts().changeStatus(id, s -> status(s, false, false));

        assertThat(store().signIn(link(email, later()), false, token(), later())).contains(id);
        assertThat(accounts().find(id).orElseThrow().status().verified()).isTrue();
        assertThat(accounts().find(id).orElseThrow().status().plan()).isEqualTo(Plan.PREMIUM);
    }

    @Test
    default void sessionOfAnAdministratorMayDoAll() {
        EmailAddress email = anyEmail();
        ApiToken session = token();
        UUID id = store().signIn(link(email, later()), true, session, later()).orElseThrow();

        accounts().changeStatus(id, s -> status(s, true, true));

        assertThat(store().session(session).orElseThrow().owner().scopes())
                .containsExactlyInAnyOrder(Scope.values());
    }

    @Test
    default void sessionEnds() {
        ApiToken session = token();
        ApiToken other = token();
        EmailAddress email = anyEmail();
        store().signIn(link(email, later()), true, session, later());
        store().signIn(link(email, later()), true, other, later());
        ApiToken past = token();
        store().signIn(link(email, later()), true, past, earlier());

        store().endSession(session);

        assertThat(store().session(session)).isEmpty();
        assertThat(store().session(past)).isEmpty();
        assertThat(store().session(other)).isPresent();
        assertThat(store().session(token())).isEmpty();
    }

    @Test
    default void linkChangesTheAddressOnce() {
        UUID id = newAccount(anyEmail());
        EmailAddress email = anyEmail();
        ApiToken link = change(id, email, later());

        assertThat(store().change(link)).isEqualTo(AddressChange.Result.CHANGED);

        assertThat(accounts().find(email)).contains(id);
        assertThat(accounts().find(id).orElseThrow().status().verified()).isTrue();
        assertThat(store().change(link)).isEqualTo(AddressChange.Result.ENDED);
    }

    @Test
    default void addressOfAnotherAccountIsTaken() {
        EmailAddress mine = anyEmail();
        EmailAddress theirs = anyEmail();
        UUID id = newAccount(mine);
        newAccount(theirs);

        assertThat(store().change(change(id, theirs, later())))
                .isEqualTo(AddressChange.Result.TAKEN);

        assertThat(accounts().find(id).orElseThrow().email()).isEqualTo(mine);
    }

    @Test
    default void eachLinkServesItsPurpose() {
        EmailAddress email = anyEmail();
        UUID id = newAccount(email);

        assertThat(store().change(change(id, anyEmail(), earlier())))
                .isEqualTo(AddressChange.Result.ENDED);
        assertThat(store().change(link(email, later()))).isEqualTo(AddressChange.Result.ENDED);
        assertThat(store().signIn(change(id, anyEmail(), later()), true, token(), later()))
                .isEmpty();
        assertThat(accounts().find(id).orElseThrow().email()).isEqualTo(email);
    }

    @Test
    default void providersUserGetsAnAccountAndKeepsIt() {
        EmailAddress email = anyEmail();
        OidcIdentity ann = new OidcIdentity(email.value(), Optional.of(email));

        Optional<Owner> first = store().owner(ann, true);

        assertThat(first).map(Owner::accountId).isEqualTo(accounts().find(email)).isPresent();
        assertThat(store().owner(new OidcIdentity(ann.subject(), Optional.empty()), false))
                .isEqualTo(first);
        assertThat(store().owner(new OidcIdentity(ann.subject(), Optional.of(anyEmail())), false))
                .isEqualTo(first);
    }

    @Test
    default void providersUserFindsTheAccountOfTheAddress() {
        EmailAddress email = anyEmail();
        UUID id = newAccount(email);

        assertThat(store().owner(new OidcIdentity("s-" + id, Optional.of(email)), false))
                .map(Owner::accountId)
                .contains(id);
        assertThat(store().owner(new OidcIdentity("other-" + id, Optional.of(email)), true))
                .as("somebody else at the provider")
                .isEmpty();
    }

    @Test
    default void providersUserWithoutAVerifiedAddressGetsNoAccount() {
        String subject = UUID.randomUUID().toString();

        assertThat(store().owner(new OidcIdentity(subject, Optional.empty()), true)).isEmpty();
        assertThat(store().owner(new OidcIdentity(subject, Optional.of(anyEmail())), false))
                .isEmpty();
    }

    private UUID newAccount(EmailAddress email) {
        return accounts().add(email, Plan.FREE, token(), Set.of(Scope.READ)).orElseThrow();
    }

    private ApiToken change(UUID account, EmailAddress email, Instant until) {
        ApiToken link = token();
        store().addChange(link, account, email, until);
        return link;
    }

    private ApiToken link(EmailAddress email, Instant until) {
        ApiToken link = token();
        store().addLink(link, email, until);
        return link;
    }

    private static AccountStatus status(AccountStatus s, boolean verified, boolean admin) {
        return new AccountStatus(s.plan(), s.active(), verified, admin, s.suspension());
    }

    private static ApiToken token() {
        return ApiToken.random(new SecureRandom());
    }

    private static EmailAddress anyEmail() {
        return new EmailAddress(UUID.randomUUID() + "@home.example");
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant earlier() {
        return Instant.now().minusSeconds(60);
    }
}
