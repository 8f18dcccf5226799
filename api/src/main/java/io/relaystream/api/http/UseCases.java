package io.relaystream.api.http;

import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.ExportStore;
import io.relaystream.api.account.TokenService;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.identity.AddressChange;
import io.relaystream.api.identity.OidcSignIn;
import io.relaystream.api.identity.SignIn;
import io.relaystream.api.live.Live;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.message.MessageService;
import io.relaystream.api.message.Redeliveries;
import io.relaystream.api.operations.Operations;
import io.relaystream.api.repeat.RepeatStore;
import io.relaystream.api.statistics.StatisticsService;
import io.relaystream.api.webhook.WebhookService;
import java.util.Optional;

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
        Redeliveries redeliveries,
        MessageService messages,
        StatisticsService statistics,
        Live live,
        WebhookService webhooks,
        Operations operations,
        SignIn signIn,
        AddressChange addressChange,
        Optional<OidcSignIn> oidc,
        TokenService tokens,
        ExportStore export,
        ApiToken admin) {}
