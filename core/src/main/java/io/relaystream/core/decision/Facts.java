package io.relaystream.core.decision;

import io.relaystream.core.account.Account;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.mail.InboundMail;
import org.jspecify.annotations.Nullable;

/// Everything a rule may look at.
///
/// @param alias the alias of the mail's recipient; null when there is none
/// @param account the alias's owner; null when there is none
public record Facts(InboundMail mail, @Nullable Alias alias, @Nullable Account account) {}
