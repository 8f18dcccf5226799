package io.relaystream.api.account;

import io.relaystream.core.address.EmailAddress;
import java.util.List;

/// Addresses and hosts whose mail an owner does not want; personal, so [#toString()] hides them.
///
/// @param values in canonical form, each once, in the order that the owner gave them
public record BlockedSenders(List<String> values) {
    public static final BlockedSenders NONE = new BlockedSenders(List.of());

    /// Most entries of one alias.
    public static final int OF_ALIAS = 500;

    /// Most entries of one account.
    public static final int OF_ACCOUNT = 1_000;

    public BlockedSenders {
        values = List.copyOf(values);
    }

    /// @param texts addresses, hosts, and hosts behind an `@`
    /// @param max most entries
    /// @throws IllegalArgumentException if there are more, or one is neither
    public static BlockedSenders parse(List<String> texts, int max) {
        BlockedSenders senders =
                new BlockedSenders(
                        texts.stream().map(BlockedSenders::canonical).distinct().toList());
        if (senders.values.size() > max) {
            throw new IllegalArgumentException(
                    "must have at most %d entries, got %d".formatted(max, senders.values.size()));
        }
        return senders;
    }

    @Override
    public String toString() {
        return values.size() + " senders";
    }

    private static String canonical(String text) {
        String sender = text.strip();
        try {
            return sender.indexOf('@') > 0
                    ? new EmailAddress(sender).value()
                    : EmailAddress.host(sender.startsWith("@") ? sender.substring(1) : sender);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must hold only addresses such as ann@shop.example and hosts such as shop.example",
                    e);
        }
    }
}
