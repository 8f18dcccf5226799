package io.relaystream.api.account;

import java.time.Instant;

class InMemoryAccountStoreTest implements AccountStoreContract {
    private final InMemoryAccountStore store = new InMemoryAccountStore();

    @Override
    public AccountStore store() {
        return store;
    }

    @Override
    public void endAt(ApiToken token, Instant end) {
        store.endAt(token, end);
    }
}
