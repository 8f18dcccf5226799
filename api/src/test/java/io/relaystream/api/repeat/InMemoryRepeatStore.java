package io.relaystream.api.repeat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Requests in memory, where no time goes by.
public final class InMemoryRepeatStore implements RepeatStore {
    private final Map<Key, String> requests = new HashMap<>();
    private final Map<Key, GivenAnswer> answers = new HashMap<>();

    private record Key(UUID account, String key) {}

    @Override
    public synchronized Beginning begin(UUID account, String key, String requestHash) {
        Key id = new Key(account, key);
        String known = requests.putIfAbsent(id, requestHash);
        if (known == null) {
            return new Beginning.First();
        }
        if (!known.equals(requestHash)) {
            return new Beginning.Another();
        }
        GivenAnswer answer = answers.get(id);
        return answer == null ? new Beginning.UnderWay() : new Beginning.Answered(answer);
    }

    @Override
    public synchronized void finish(UUID account, String key, GivenAnswer answer) {
        answers.put(new Key(account, key), answer);
    }

    @Override
    public synchronized void forget(UUID account, String key) {
        requests.remove(new Key(account, key));
    }
}
