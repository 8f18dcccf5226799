package io.relaystream.core;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;

/// Accounts that own [Aliases#open()].
public final class Accounts {
    private Accounts() {}

    public static Account active() {
        return account(true, false);
    }

    public static Account inactive() {
        return account(false, false);
    }

    public static Account droppingSpam() {
        return account(true, true);
    }

    public static Account inactiveDroppingSpam() {
        return account(false, true);
    }

    private static Account account(boolean active, boolean dropSpam) {
        return new Account(
                "account-1", new EmailAddress("owner@home.example"), Plan.FREE, active, dropSpam);
    }
}
