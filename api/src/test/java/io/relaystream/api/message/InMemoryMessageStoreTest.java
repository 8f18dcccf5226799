package io.relaystream.api.message;

import java.util.UUID;

class InMemoryMessageStoreTest implements MessageStoreContract {
    private final InMemoryMessageStore store = new InMemoryMessageStore();

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public UUID newAccount() {
        return UUID.randomUUID();
    }

    @Override
    public void add(UUID account, OwnedMessage message) {
        store.add(account, message);
    }
}
