package io.relaystream.api.account;

class InMemoryAccountStoreTest implements AccountStoreContract {
    private final InMemoryAccountStore store = new InMemoryAccountStore();

    @Override
    public AccountStore store() {
        return store;
    }

    @Override
    public void expire(ApiToken token) {
        store.expire(token);
    }
}
