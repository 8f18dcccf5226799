package io.relaystream.core.reply;

import io.relaystream.core.address.EmailAddress;

/// What a reverse address stands for.
///
/// @param aliasId of the alias that the correspondent wrote to
/// @param alias its address, which replies go out from
/// @param correspondent whom replies go to
public record ReplyContext(String aliasId, EmailAddress alias, EmailAddress correspondent) {}
