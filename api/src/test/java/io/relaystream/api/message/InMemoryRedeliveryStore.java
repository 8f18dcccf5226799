package io.relaystream.api.message;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A store in memory that a test fills.
public final class InMemoryRedeliveryStore implements RedeliveryStore {
    private record Key(UUID account, String deliveryId) {}

    private final Map<Key, PastMail> mails = new ConcurrentHashMap<>();

    public void put(UUID account, PastMail mail) {
        mails.put(new Key(account, mail.deliveryId()), mail);
    }

    @Override
    public Optional<PastMail> find(UUID account, String deliveryId) {
        return Optional.ofNullable(mails.get(new Key(account, deliveryId)));
    }

    @Override
    public void redelivered(UUID account, String deliveryId, String as) {
        mails.computeIfPresent(
                new Key(account, deliveryId),
                (_, mail) ->
                        new PastMail(
                                mail.deliveryId(),
                                mail.address(),
                                mail.incoming(),
                                mail.outcome(),
                                mail.reason(),
                                mail.receivedAt(),
                                mail.acceptedAt(),
                                mail.held(),
                                as));
    }
}
