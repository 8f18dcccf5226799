package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.ReplyAddresses;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Who must not be seen in a reply, and who stands there instead.
///
/// @param owner the mailbox that the reply comes from
/// @param alias takes the owner's place
/// @param replyHost where reverse addresses are
/// @param correspondents by their reverse addresses, whose place they take
record Disguise(
        EmailAddress owner,
        EmailAddress alias,
        String replyHost,
        Map<EmailAddress, EmailAddress> correspondents) {

    Disguise {
        correspondents = Map.copyOf(correspondents);
    }

    /// @param request of a reply
    static Disguise of(DeliveryRequest request, ReplyAddresses replies) {
        EmailAddress owner = Objects.requireNonNull(request.owner(), "owner of a reply");
        String aliasId = Objects.requireNonNull(request.aliasId(), "alias of a reply");
        Map<EmailAddress, EmailAddress> correspondents = new HashMap<>();
        EmailAddress reverse = replies.of(request.accountId(), aliasId, request.destination());
        correspondents.put(reverse, request.destination());
        for (EmailAddress each : request.correspondents()) {
            correspondents.put(replies.of(request.accountId(), aliasId, each), each);
        }
        return new Disguise(owner, request.alias(), reverse.domain(), correspondents);
    }

    /// Whether an address leads to the owner's mailbox.
    boolean isOwner(EmailAddress address) {
        return address.withoutTag().equals(owner.withoutTag());
    }

    boolean isReverse(EmailAddress address) {
        return address.isAt(replyHost);
    }

    /// @return empty if it is none that the reply is about
    Optional<EmailAddress> correspondent(EmailAddress reverse) {
        return Optional.ofNullable(correspondents.get(reverse.withoutTag()));
    }
}
