package io.relaystream.api.message;

import java.util.List;
import java.util.Optional;

/// A part of an owner's list.
///
/// @param next the position to go on after; empty at the end
public record MessagePage(List<OwnedMessage> items, Optional<MessagePosition> next) {
    public MessagePage {
        items = List.copyOf(items);
    }

    /// @param found up to one more than fit the page, which tells that there are more
    public static MessagePage of(List<OwnedMessage> found, int limit) {
        return found.size() <= limit
                ? new MessagePage(found, Optional.empty())
                : new MessagePage(
                        found.subList(0, limit), Optional.of(found.get(limit - 1).position()));
    }
}
