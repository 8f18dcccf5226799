package io.relaystream.bridge.sns;

/// Port: from the address that a message names to the certificate of its signer. Implementations
/// decide which addresses they trust, and answer within a few seconds.
@FunctionalInterface
public interface SigningKeys {
    /// @param url what the message names, unchecked
    /// @param topic the configured topic that the message claims to come from
    SigningKey find(String url, TopicArn topic);
}
