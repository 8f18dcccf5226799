package io.relaystream.api.webhook;

import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The webhooks of all accounts. Each call sees those of one account only. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface WebhookStore {

    /// @param limit webhooks that the account may have at most, also when several requests come at
    ///   once
    /// @return empty if it has that many
    Optional<Webhook> add(
            UUID account,
            WebhookUrl url,
            Set<WebhookEvent> events,
            WebhookSecret secret,
            int limit);

    /// Newest first.
    ///
    /// @param after where the slice before ended
    /// @param limit items at most
    Slice<Webhook> newest(UUID account, Optional<Position> after, int limit);

    Optional<Webhook> find(UUID account, UUID id);

    /// Once it is disabled, nothing more is posted, also of what waits; once it is enabled, its
    /// failures are forgotten.
    ///
    /// @param change from the webhook as it is at this moment
    Optional<Webhook> change(UUID account, UUID id, WebhookChange change);

    boolean delete(UUID account, UUID id);

    /// What the webhook was told lately, newest first.
    ///
    /// @return empty if there is no such webhook
    Optional<Slice<WebhookDelivery>> deliveries(
            UUID account, UUID id, Optional<Position> after, int limit);

    /// Lets a ping be posted at once. If one is pending, there is no second: that one is posted
    /// within two minutes.
    ///
    /// @return id of the pending ping, or empty if there is no such webhook, or it is disabled
    Optional<UUID> ping(UUID account, UUID id);
}
