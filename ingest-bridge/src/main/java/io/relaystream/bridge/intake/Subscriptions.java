package io.relaystream.bridge.intake;

import io.relaystream.bridge.sns.TopicArn;

/// Port: the subscriptions of SNS. Answers within 5 s.
@FunctionalInterface
public interface Subscriptions {
    /// Agrees to receive the topic's messages.
    ///
    /// @param token the secret that SNS sent us to prove that we are at the address
    Effect confirm(TopicArn topic, String token);
}
