package io.relaystream.api.store;

import java.io.Serial;

/// The store cannot answer now but may soon: it is away, overloaded or restarting.
public final class StoreUnavailableException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public StoreUnavailableException(Throwable cause) {
        super("The store must answer in time", cause);
    }
}
