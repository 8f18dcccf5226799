package io.relaystream.api.http;

import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.repeat.RepeatStore;

/// What can be asked for over HTTP.
///
/// @param repeats which requests were answered
/// @param admin the administrator's token
public record UseCases(
        AccountService accounts,
        AliasService aliases,
        DomainService domains,
        RepeatStore repeats,
        Unsubscribing unsubscribing,
        Downloads downloads,
        ApiToken admin) {}
