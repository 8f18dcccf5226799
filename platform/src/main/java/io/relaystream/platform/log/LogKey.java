package io.relaystream.platform.log;

import java.util.Locale;

/// The keys that a log line may carry besides its message. Values never hold an address, a subject
/// or a secret.
public enum LogKey {
    ACCOUNT,
    ALIAS,
    ATTEMPT,
    CHANGED,
    CHECK,
    CODE,
    CONNECTOR,
    COUNT,
    DELIVERY_ID,
    DNS_NAME,
    DNS_TEXT,
    DURATION_MS,
    ENDPOINT,
    ERROR,
    FILE,
    GROUP,
    MESSAGE_ID,
    METHOD,
    OFFSET,
    PARTITION,
    PATH,
    PORT,
    REASON,
    SERVICE,
    STATE,
    STATUS,
    TOPIC,
    TYPE,
    VERSION,
    WAITING_FOR;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
