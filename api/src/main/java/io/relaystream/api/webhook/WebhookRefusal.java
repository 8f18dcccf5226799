package io.relaystream.api.webhook;

/// Why a wish of an owner is not fulfilled.
public enum WebhookRefusal {
    ABSENT,
    /// It cannot be tried while it is disabled.
    DISABLED,
    /// The account has as many as it may have.
    LIMIT_REACHED,
    /// What is posted must not be read on the way.
    HTTPS_REQUIRED,
    /// Nobody knows the host, or it is in a network that is not everybody's. Which of both is not
    /// told: it would tell who is in our network.
    HOST_NOT_PUBLIC,
    /// Nobody says in time where the host is; later, somebody may.
    HOST_NOT_LOOKED_UP
}
