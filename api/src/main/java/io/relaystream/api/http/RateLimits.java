package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.account.ApiToken;
import io.relaystream.core.address.EmailAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Keeps anybody from coming too often: each token and session has a share of requests, strangers
/// have one for each place that they come from, and letters have one, too.
final class RateLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LETTERS = Duration.ofMinutes(15);
    private static final int STRANGERS_PER_MINUTE = 600;
    private static final int LETTERS_TO_ADDRESS = 5;
    private static final int LETTERS_FROM_PLACE = 30;

    private final Callers callers;
    private final boolean behindProxy;
    private final InstantSource clock;
    private final RateLimit known;
    private final RateLimit strangers = new RateLimit(STRANGERS_PER_MINUTE, MINUTE);
    private final RateLimit toAddress = new RateLimit(LETTERS_TO_ADDRESS, LETTERS);
    private final RateLimit fromPlace = new RateLimit(LETTERS_FROM_PLACE, LETTERS);

    /// @param perMinute requests of each token and session
    /// @param behindProxy whether a proxy tells where a request comes from
    RateLimits(Callers callers, int perMinute, boolean behindProxy, InstantSource clock) {
        this.callers = callers;
        this.behindProxy = behindProxy;
        this.clock = clock;
        this.known = new RateLimit(perMinute, MINUTE);
    }

    /// Nobody is looked up whose share is used up already. What was not seen to be valid in this
    /// minute counts as a stranger's until it is.
    ///
    /// @throws ProblemException 429 if whoever calls has come too often
    void count(Context request) {
        Optional<String> secret = callers.secret(request).map(ApiToken::hash);
        Optional<String> valid = secret.filter(hash -> known.knows(hash, clock.instant()));
        RateLimit limit = valid.isPresent() ? known : strangers;
        String key = valid.orElseGet(() -> place(request));
        if (secret.isPresent() && limit.isUsedUp(key, clock.instant())) {
            take(request, limit, key);
        }
        switch (caller(request, limit, key)) {
            case Caller.Administrator _ -> take(request, known, "administrator");
            case Caller.Known caller -> {
                // The tokens of a provider share the count of their account.
                secret.filter(hash -> !hash.equals(caller.key()))
                        .ifPresent(hash -> known.take(hash, clock.instant()));
                take(request, known, caller.key());
            }
            case Caller.Stranger _ -> take(request, strangers, place(request));
        }
    }

    /// Of a request that leads to letters. For their readers they count only if they were accepted:
    /// nobody keeps letters from others by asking in vain.
    ///
    /// @param ask false if too many letters wait
    /// @return what it says
    /// @throws ProblemException 429 if there were too many, be there an account or not
    boolean countLetters(Context request, List<EmailAddress> to, BooleanSupplier ask) {
        to.forEach(_ -> take(request, fromPlace, place(request)));
        Instant now = clock.instant();
        List<String> counted = new ArrayList<>();
        boolean asked = false;
        try {
            for (EmailAddress address : to) {
                take(request, toAddress, address.value(), now);
                counted.add(address.value());
            }
            asked = ask.getAsBoolean();
            return asked;
        } finally {
            if (!asked) {
                counted.forEach(address -> toAddress.giveBack(address, now));
            }
        }
    }

    /// Looks who calls; failing to counts, too.
    private Caller caller(Context request, RateLimit limit, String key) {
        try {
            return callers.of(request);
        } catch (RuntimeException e) {
            take(request, limit, key);
            throw e;
        }
    }

    private void take(Context request, RateLimit limit, String key) {
        take(request, limit, key, clock.instant());
    }

    private static void take(Context request, RateLimit limit, String key, Instant now) {
        RateLimit.Share share = limit.take(key, now);
        request.header("RateLimit-Limit", String.valueOf(share.limit()));
        request.header("RateLimit-Remaining", String.valueOf(share.remaining()));
        request.header("RateLimit-Reset", String.valueOf(share.resetSeconds()));
        if (share.exceeded()) {
            request.header("Retry-After", String.valueOf(share.resetSeconds()));
            throw new ProblemException(
                    ProblemCode.RATE_LIMITED,
                    "At most %d are allowed now: try again in %d seconds"
                            .formatted(share.limit(), share.resetSeconds()));
        }
    }

    /// The address that a request comes from; of IPv6 the half that one customer has.
    private String place(Context request) {
        List<String> forwarded =
                behindProxy
                        ? Collections.list(request.req().getHeaders("X-Forwarded-For"))
                        : List.of();
        String address =
                forwarded.isEmpty()
                        ? request.ip()
                        : Arrays.asList(forwarded.getLast().split(",", -1)).getLast().strip();
        return network(address);
    }

    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8)
                    : address;
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
