package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] must do.
public interface AccountStoreContract {
    Set<Scope> SCOPES = Set.of(Scope.READ, Scope.WRITE);

    /// As unlike those of a new account as can be, and as long.
    AccountSettings FULL =
            new AccountSettings(
                    true,
                    Quarantine.DROP,
                    new BlockedSenders(List.of("spam.example", "ann@shop.example")),
                    false,
                    true,
                    Language.FR,
                    new PgpKey("k".repeat(20_000)),
                    ReplyName.parse("📚".repeat(60)),
                    true,
                    true);

    AccountStore store();

    void endAt(ApiToken token, Instant end);

    @Test
    default void tokenOpensItsAccount() {
        ApiToken token = token();
        Optional<UUID> id = store().add(anyEmail(), Plan.PREMIUM, token, SCOPES);

        assertThat(store().owner(token))
                .contains(new Owner(id.orElseThrow(), Plan.PREMIUM, true, SCOPES, null));
        assertThat(store().owner(token)).as("a second time").isPresent();
    }

    @Test
    default void accountIsFoundByItsAddress() {
        EmailAddress email = anyEmail();
        UUID id = newAccount(email, token());

        assertThat(store().find(email)).contains(id);
        assertThat(store().find(anyEmail())).isEmpty();
    }

    @Test
    default void unknownTokenOpensNothing() {
        assertThat(store().owner(token())).isEmpty();
    }

    @Test
    default void expiredTokenOpensNothing() {
        ApiToken token = token();
        newAccount(anyEmail(), token);

        endAt(token, Instant.now().minusSeconds(1));

        assertThat(store().owner(token)).isEmpty();
    }

    @Test
    default void tokenThatEndsMakesNoneThatLastLonger() {
        ApiToken token = token();
        newAccount(anyEmail(), token);
        Instant end = Instant.parse("2099-01-01T00:00:00.123456Z");

        endAt(token, end);

        assertThat(store().owner(token)).map(Owner::tokensUntil).contains(end);
    }

    @Test
    default void ownerOfADeactivatedAccountIsShownAsInactive() {
        ApiToken token = token();
        UUID id = newAccount(anyEmail(), token);

        store().changeStatus(
                        id, _ -> new AccountStatus(Plan.FREE, false, true, false, Suspension.NONE));

        assertThat(store().owner(token)).hasValueSatisfying(o -> assertThat(o.active()).isFalse());
    }

    @Test
    default void newAccountHasDoneNothing() {
        EmailAddress email = anyEmail();
        UUID id = newAccount(email, token());

        assertThat(store().find(id))
                .contains(
                        new AccountDetails(
                                id,
                                email,
                                new AccountStatus(Plan.FREE, true, true, false, Suspension.NONE),
                                AccountSettings.INITIAL,
                                Standing.NEW,
                                AliasStats.none(id.toString(), null),
                                AliasCounts.NONE));
    }

    @Test
    default void changeSeesTheSettingsAsTheyAre() {
        UUID id = newAccount(anyEmail(), token());

        store().changeSettings(id, _ -> FULL);
        Optional<AccountDetails> changed =
                store().changeSettings(
                                id,
                                s ->
                                        new AccountSettings(
                                                false,
                                                s.quarantine(),
                                                s.blockedSenders(),
                                                s.banner(),
                                                s.removeTrackers(),
                                                Language.DE,
                                                s.pgpKey(),
                                                s.replyName(),
                                                s.sealedReplies(),
                                                s.holdDropped()));

        assertThat(changed).isEqualTo(store().find(id));
        assertThat(changed)
                .map(AccountDetails::settings)
                .contains(
                        new AccountSettings(
                                false,
                                FULL.quarantine(),
                                FULL.blockedSenders(),
                                FULL.banner(),
                                FULL.removeTrackers(),
                                Language.DE,
                                FULL.pgpKey(),
                                FULL.replyName(),
                                FULL.sealedReplies(),
                                FULL.holdDropped()));
    }

    @Test
    default void everySettingCanBeTakenBack() {
        UUID id = newAccount(anyEmail(), token());

        store().changeSettings(id, _ -> FULL);
        store().changeSettings(id, _ -> AccountSettings.INITIAL);

        assertThat(store().find(id))
                .map(AccountDetails::settings)
                .contains(AccountSettings.INITIAL);
    }

    @Test
    default void changeSeesTheStatusAsItIs() {
        UUID id = newAccount(anyEmail(), token());
        Suspension suspension =
                new Suspension(Instant.parse("2027-01-01T00:00:00.123456Z"), "Spam");

        store().changeStatus(
                        id,
                        s -> new AccountStatus(Plan.PREMIUM, s.active(), false, true, suspension));
        Optional<AccountDetails> changed =
                store().changeStatus(
                                id,
                                s ->
                                        new AccountStatus(
                                                s.plan(),
                                                false,
                                                s.verified(),
                                                s.admin(),
                                                suspension));

        assertThat(changed).isEqualTo(store().find(id));
        assertThat(changed)
                .map(AccountDetails::status)
                .contains(new AccountStatus(Plan.PREMIUM, false, false, true, suspension));
    }

    @Test
    default void suspensionCanBeTakenAway() {
        UUID id = newAccount(anyEmail(), token());
        AccountStatus before = store().find(id).orElseThrow().status();

        store().changeStatus(
                        id,
                        s ->
                                new AccountStatus(
                                        s.plan(),
                                        true,
                                        true,
                                        false,
                                        new Suspension(Instant.EPOCH, null)));
        store().changeStatus(id, _ -> before);

        assertThat(store().find(id)).map(AccountDetails::status).contains(before);
    }

    @Test
    default void accountThatNeverWasIsAbsent() {
        UUID nobody = UUID.randomUUID();

        assertThat(store().find(nobody)).isEmpty();
        assertThat(store().changeSettings(nobody, settings -> settings)).isEmpty();
        assertThat(store().changeStatus(nobody, status -> status)).isEmpty();
    }

    @Test
    default void addressBelongsToOneAccount() {
        EmailAddress email = anyEmail();
        newAccount(email, token());
        ApiToken second = token();

        assertThat(store().add(email, Plan.FREE, second, SCOPES)).isEmpty();
        assertThat(store().owner(second)).isEmpty();
    }

    private UUID newAccount(EmailAddress email, ApiToken token) {
        return store().add(email, Plan.FREE, token, SCOPES).orElseThrow();
    }

    private static ApiToken token() {
        return ApiToken.random(new SecureRandom());
    }

    private static EmailAddress anyEmail() {
        return new EmailAddress(UUID.randomUUID() + "@home.example");
    }
}
