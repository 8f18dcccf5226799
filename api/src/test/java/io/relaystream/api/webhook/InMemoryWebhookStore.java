package io.relaystream.api.webhook;

import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Webhooks in memory, each made a second after the one before it. Nothing is ever posted.
public final class InMemoryWebhookStore implements WebhookStore {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private record Owned(UUID account, Webhook webhook) {}

    private record Told(UUID webhook, WebhookDelivery delivery) {}

    private final List<Owned> webhooks = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private Instant now = CREATED;

    @Override
    public synchronized Optional<Webhook> add(
            UUID account,
            WebhookUrl url,
            Set<WebhookEvent> events,
            WebhookSecret secret,
            int limit) {
        if (of(account).size() >= limit) {
            return Optional.empty();
        }
        Webhook webhook = new Webhook(UUID.randomUUID(), url, events, true, tick());
        webhooks.add(new Owned(account, webhook));
        return Optional.of(webhook);
    }

    @Override
    public synchronized Slice<Webhook> newest(UUID account, Optional<Position> after, int limit) {
        return slice(of(account), after, limit, Webhook::position);
    }

    @Override
    public synchronized Optional<Webhook> find(UUID account, UUID id) {
        return of(account).stream().filter(webhook -> webhook.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<Webhook> change(UUID account, UUID id, WebhookChange change) {
        webhooks.replaceAll(
                owned ->
                        owned.account().equals(account) && owned.webhook().id().equals(id)
                                ? new Owned(account, change.apply(owned.webhook()))
                                : owned);
        Optional<Webhook> changed = find(account, id);
        if (changed.filter(webhook -> !webhook.enabled()).isPresent()) {
            told.replaceAll(each -> each.webhook().equals(id) ? ended(each) : each);
        }
        return changed;
    }

    @Override
    public synchronized boolean delete(UUID account, UUID id) {
        return webhooks.removeIf(
                owned -> owned.account().equals(account) && owned.webhook().id().equals(id));
    }

    @Override
    public synchronized Optional<Slice<WebhookDelivery>> deliveries(
            UUID account, UUID id, Optional<Position> after, int limit) {
        return find(account, id)
                .map(
                        _ ->
                                slice(
                                        told.stream()
                                                .filter(each -> each.webhook().equals(id))
                                                .map(Told::delivery)
                                                .toList(),
                                        after,
                                        limit,
                                        WebhookDelivery::position));
    }

    @Override
    public synchronized Optional<UUID> ping(UUID account, UUID id) {
        return find(account, id)
                .filter(Webhook::enabled)
                .map(_ -> pending(id).orElseGet(() -> newPing(id)));
    }

    private Optional<UUID> pending(UUID webhook) {
        return told.stream()
                .filter(each -> each.webhook().equals(webhook))
                .map(Told::delivery)
                .filter(each -> each.state() == WebhookDelivery.State.PENDING)
                .map(WebhookDelivery::id)
                .findFirst();
    }

    private UUID newPing(UUID webhook) {
        UUID ping = UUID.randomUUID();
        Instant at = tick();
        told.add(
                new Told(
                        webhook,
                        new WebhookDelivery(ping, "ping", null, at, 0, at, null, null, null)));
        return ping;
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private static Told ended(Told told) {
        WebhookDelivery before = told.delivery();
        return new Told(
                told.webhook(),
                new WebhookDelivery(
                        before.id(),
                        before.event(),
                        before.message(),
                        before.createdAt(),
                        before.attempts(),
                        null,
                        before.deliveredAt(),
                        before.lastStatus(),
                        before.lastError()));
    }

    private List<Webhook> of(UUID account) {
        return webhooks.stream()
                .filter(owned -> owned.account().equals(account))
                .map(Owned::webhook)
                .toList();
    }

    private static <T> Slice<T> slice(
            List<T> all, Optional<Position> after, int limit, Function<T, Position> position) {
        return Slice.of(
                all.stream()
                        .sorted(
                                Comparator.comparing((T each) -> position.apply(each).at())
                                        .reversed())
                        .filter(
                                each ->
                                        after.isEmpty()
                                                || position.apply(each)
                                                        .at()
                                                        .isBefore(after.get().at()))
                        .limit(limit + 1L)
                        .toList(),
                limit,
                position);
    }
}
