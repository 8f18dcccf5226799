package io.relaystream.api.repeat;

import java.util.UUID;

class InMemoryRepeatStoreTest implements RepeatStoreContract {
    private final InMemoryRepeatStore store = new InMemoryRepeatStore();

    @Override
    public RepeatStore store() {
        return store;
    }

    @Override
    public UUID newAccount() {
        return UUID.randomUUID();
    }
}
