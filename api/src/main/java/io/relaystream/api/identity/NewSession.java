package io.relaystream.api.identity;

import io.relaystream.api.account.ApiToken;
import java.time.Duration;

/// What a browser keeps from now on.
public record NewSession(ApiToken token, Duration life) {}
