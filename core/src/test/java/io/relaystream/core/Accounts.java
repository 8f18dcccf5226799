package io.relaystream.core;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Accounts that own [Aliases#open()]: the default is the happy case, and each method changes one
/// thing.
public final class Accounts {
    private Accounts() {}

    public static Account active() {
        return new Account(
                "account-1",
                new EmailAddress("owner@home.example"),
                true,
                Plan.FREE,
                true,
                false,
                Quarantine.WARN,
                Set.of(),
                null,
                true,
                false,
                "en",
                null,
                null,
                false);
    }

    public static Account premium() {
        return but(active(), draft -> draft.plan(Plan.PREMIUM));
    }

    public static Account inactive() {
        return but(active(), draft -> draft.active(false));
    }

    public static Account unverified() {
        return but(active(), draft -> draft.verified(false));
    }

    public static Account droppingSpam() {
        return but(active(), draft -> draft.dropSpam(true));
    }

    public static Account inactiveDroppingSpam() {
        return but(active(), draft -> draft.dropSpam(true).active(false));
    }

    public static Account droppingQuarantined() {
        return but(active(), draft -> draft.quarantine(Quarantine.DROP));
    }

    public static Account blocking(String... senders) {
        return but(active(), draft -> draft.blockedSenders(Set.of(senders)));
    }

    public static Account suspendedUntil(Instant until) {
        return but(active(), draft -> draft.suspendedUntil(until));
    }

    public static Account numbered(int number) {
        return but(
                active(),
                draft ->
                        draft.id("account-" + number)
                                .email(new EmailAddress("owner" + number + "@home.example")));
    }

    public static Account but(Account account, UnaryOperator<Draft> change) {
        return change.apply(new Draft(account)).account();
    }

    /// An account that is being made up.
    public record Draft(Account account) {
        public Draft id(String id) {
            return with(id, account.email(), account.verified(), account.plan());
        }

        public Draft email(EmailAddress email) {
            return with(account.id(), email, account.verified(), account.plan());
        }

        public Draft verified(boolean verified) {
            return with(account.id(), account.email(), verified, account.plan());
        }

        public Draft plan(Plan plan) {
            return with(account.id(), account.email(), account.verified(), plan);
        }

        public Draft active(boolean active) {
            return with(
                    active,
                    account.dropSpam(),
                    account.quarantine(),
                    account.blockedSenders(),
                    account.suspendedUntil());
        }

        public Draft dropSpam(boolean dropSpam) {
            return with(
                    account.active(),
                    dropSpam,
                    account.quarantine(),
                    account.blockedSenders(),
                    account.suspendedUntil());
        }

        public Draft quarantine(Quarantine quarantine) {
            return with(
                    account.active(),
                    account.dropSpam(),
                    quarantine,
                    account.blockedSenders(),
                    account.suspendedUntil());
        }

        public Draft blockedSenders(Set<String> senders) {
            return with(
                    account.active(),
                    account.dropSpam(),
                    account.quarantine(),
                    senders,
                    account.suspendedUntil());
        }

        public Draft suspendedUntil(@Nullable Instant until) {
            return with(
                    account.active(),
                    account.dropSpam(),
                    account.quarantine(),
                    account.blockedSenders(),
                    until);
        }

        public Draft settings(
                boolean banner,
                boolean removeTrackers,
                String locale,
                @Nullable String pgpKey,
                @Nullable String replyName,
                boolean sealedReplies) {
            return new Draft(
                    new Account(
                            account.id(),
                            account.email(),
                            account.verified(),
                            account.plan(),
                            account.active(),
                            account.dropSpam(),
                            account.quarantine(),
                            account.blockedSenders(),
                            account.suspendedUntil(),
                            banner,
                            removeTrackers,
                            locale,
                            pgpKey,
                            replyName,
                            sealedReplies));
        }

        private Draft with(String id, EmailAddress email, boolean verified, Plan plan) {
            return new Draft(
                    new Account(
                            id,
                            email,
                            verified,
                            plan,
                            account.active(),
                            account.dropSpam(),
                            account.quarantine(),
                            account.blockedSenders(),
                            account.suspendedUntil(),
                            account.banner(),
                            account.removeTrackers(),
                            account.locale(),
                            account.pgpKey(),
                            account.replyName(),
                            account.sealedReplies()));
        }

        private Draft with(
                boolean active,
                boolean dropSpam,
                Quarantine quarantine,
                Set<String> blockedSenders,
                @Nullable Instant suspendedUntil) {
            return new Draft(
                    new Account(
                            account.id(),
                            account.email(),
                            account.verified(),
                            account.plan(),
                            active,
                            dropSpam,
                            quarantine,
                            blockedSenders,
                            suspendedUntil,
                            account.banner(),
                            account.removeTrackers(),
                            account.locale(),
                            account.pgpKey(),
                            account.replyName(),
                            account.sealedReplies()));
        }
    }
}
