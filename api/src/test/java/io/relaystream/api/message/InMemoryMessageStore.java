package io.relaystream.api.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Mails in memory.
public final class InMemoryMessageStore implements MessageStore {
    private static final Comparator<MessagePosition> ORDER =
            Comparator.comparing(MessagePosition::receivedAt)
                    .thenComparing(MessagePosition::deliveryId);

    private final Map<UUID, List<OwnedMessage>> messages = new HashMap<>();

    public synchronized void add(UUID account, OwnedMessage message) {
        messages.computeIfAbsent(account, _ -> new ArrayList<>()).add(message);
    }

    @Override
    public synchronized List<OwnedMessage> find(UUID account, List<String> deliveryIds) {
        return of(account).filter(each -> deliveryIds.contains(each.deliveryId())).toList();
    }

    @Override
    public synchronized MessagePage newest(
            UUID account, MessageFilter filter, Optional<MessagePosition> after, int limit) {
        return MessagePage.of(
                of(account)
                        .filter(each -> passes(each, filter))
                        .filter(
                                each ->
                                        after.isEmpty()
                                                || ORDER.compare(each.position(), after.get()) < 0)
                        .sorted(Comparator.comparing(OwnedMessage::position, ORDER.reversed()))
                        .limit(limit + 1L)
                        .toList(),
                limit);
    }

    private Stream<OwnedMessage> of(UUID account) {
        return messages.getOrDefault(account, List.of()).stream();
    }

    private static boolean passes(OwnedMessage message, MessageFilter filter) {
        return matches(filter.alias(), message.alias())
                && matches(filter.outcome(), message.outcome())
                && matches(filter.reason(), message.reason())
                && matches(filter.state(), message.state())
                && (filter.from() == null || !message.receivedAt().isBefore(filter.from()))
                && (filter.to() == null || message.receivedAt().isBefore(filter.to()));
    }

    private static boolean matches(@Nullable Object wanted, @Nullable Object is) {
        return wanted == null || wanted.equals(is);
    }
}
