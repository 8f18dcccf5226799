package io.relaystream.api.account;

import java.util.UUID;

class InMemoryTokenStoreTest implements TokenStoreContract {
    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    public TokenStore store() {
        return store;
    }

    @Override
    public UUID newAccount() {
        return UUID.randomUUID();
    }
}
