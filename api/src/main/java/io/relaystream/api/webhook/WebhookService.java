package io.relaystream.api.webhook;

import io.relaystream.api.account.Owner;
import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/// What an owner can do with webhooks. Their addresses are looked at here so that a mistake is
/// known at once; what counts is the look at each post.
public record WebhookService(
        WebhookStore store, SecureRandom random, Hosts hosts, Network network) {
    private static final int LIMIT = 10;

    public WebhookResult create(Owner owner, WebhookUrl url, Set<WebhookEvent> events) {
        WebhookSecret secret = WebhookSecret.random(random);
        return objection(url)
                .<WebhookResult>map(WebhookResult.Refused::new)
                .orElseGet(
                        () ->
                                store.add(owner.accountId(), url, events, secret, LIMIT)
                                        .<WebhookResult>map(
                                                made -> new WebhookResult.Created(made, secret))
                                        .orElseGet(() -> refused(WebhookRefusal.LIMIT_REACHED)));
    }

    public Slice<Webhook> newest(Owner owner, Optional<Position> after, int limit) {
        return store.newest(owner.accountId(), after, limit);
    }

    public Optional<Webhook> find(Owner owner, UUID id) {
        return store.find(owner.accountId(), id);
    }

    public WebhookResult change(Owner owner, UUID id, WebhookChange change) {
        if (find(owner, id).isEmpty()) {
            return refused(WebhookRefusal.ABSENT);
        }
        return change.url()
                .flatMap(this::objection)
                .<WebhookResult>map(WebhookResult.Refused::new)
                .orElseGet(
                        () ->
                                store.change(owner.accountId(), id, change)
                                        .<WebhookResult>map(WebhookResult.Changed::new)
                                        .orElseGet(() -> refused(WebhookRefusal.ABSENT)));
    }

    public boolean delete(Owner owner, UUID id) {
        return store.delete(owner.accountId(), id);
    }

    public Optional<Slice<WebhookDelivery>> deliveries(
            Owner owner, UUID id, Optional<Position> after, int limit) {
        return store.deliveries(owner.accountId(), id, after, limit);
    }

    public WebhookResult ping(Owner owner, UUID id) {
        if (find(owner, id).isEmpty()) {
            return refused(WebhookRefusal.ABSENT);
        }
        return store.ping(owner.accountId(), id)
                .<WebhookResult>map(WebhookResult.Pinged::new)
                .orElseGet(() -> refused(WebhookRefusal.DISABLED));
    }

    private Optional<WebhookRefusal> objection(WebhookUrl url) {
        if (url.plain() && !network.local()) {
            return Optional.of(WebhookRefusal.HTTPS_REQUIRED);
        }
        List<InetAddress> addresses;
        try {
            addresses = hosts.addresses(url.host());
        } catch (TimeoutException e) {
            return Optional.of(WebhookRefusal.HOST_NOT_LOOKED_UP);
        }
        if (addresses.isEmpty() || !addresses.stream().allMatch(network::allows)) {
            return Optional.of(WebhookRefusal.HOST_NOT_PUBLIC);
        }
        return url.plain() && !addresses.stream().allMatch(InetAddress::isLoopbackAddress)
                ? Optional.of(WebhookRefusal.HTTPS_REQUIRED)
                : Optional.empty();
    }

    private static WebhookResult refused(WebhookRefusal why) {
        return new WebhookResult.Refused(why);
    }
}
