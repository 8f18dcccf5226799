package io.relaystream.core.reply;

import io.relaystream.core.address.EmailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has to be known to send an owner's answer on.
///
/// @param owner the mailbox that must not be seen in it
/// @param alias the address that it goes out from
/// @param correspondent whom it goes to
/// @param name what is shown as its author beside the alias; null for nothing
/// @param sealed it may go out although its body cannot be cleaned
/// @param correspondents everybody whom it was addressed to by a reverse address of the alias
public record Reply(
        EmailAddress owner,
        EmailAddress alias,
        EmailAddress correspondent,
        @Nullable String name,
        boolean sealed,
        List<EmailAddress> correspondents) {

    public Reply {
        correspondents = List.copyOf(correspondents);
    }

    /// Without the name, which is a person's.
    @Override
    public String toString() {
        return "Reply[%s from %s to %s]".formatted(owner, alias, correspondent);
    }
}
