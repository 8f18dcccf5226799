package io.relaystream.api.identity;

import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.InMemoryAccountStore;
import java.time.InstantSource;

class InMemorySignInStoreTest implements SignInStoreContract {
    private final InMemoryAccountStore accounts = new InMemoryAccountStore();
    private final InMemorySignInStore store =
            new InMemorySignInStore(accounts, InstantSource.system());

    @Override
    public SignInStore store() {
        return store;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }
}
