package io.relaystream.api.webhook;

import java.util.UUID;

class InMemoryWebhookStoreTest implements WebhookStoreContract {
    private final InMemoryWebhookStore store = new InMemoryWebhookStore();

    @Override
    public WebhookStore store() {
        return store;
    }

    @Override
    public UUID newAccount() {
        return UUID.randomUUID();
    }
}
