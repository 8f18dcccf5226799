package io.relaystream.api.edge.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.identity.OidcIdentity;
import io.relaystream.api.identity.OidcTokens;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verifies signed tokens (RFC 7519) by the keys that the provider publishes. They are looked up
/// when the first token comes, kept, and looked up again when a token names another one, though not
/// more often than every half minute.
public final class NimbusOidcTokens implements OidcTokens {
    private static final Logger LOG = LoggerFactory.getLogger(NimbusOidcTokens.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_SUBJECT = 255;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private final OidcConfig config;
    private final InstantSource clock;
    private final DefaultResourceRetriever web =
            new DefaultResourceRetriever(
                    Math.toIntExact(TIMEOUT.toMillis()),
                    Math.toIntExact(TIMEOUT.toMillis()),
                    MAX_BYTES);
    private @Nullable DefaultJWTProcessor<SecurityContext> processor;
    private Instant lookAgain = Instant.MIN;

    /// Connects to nothing yet.
    public NimbusOidcTokens(OidcConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Verdict verify(ApiToken token) {
        Optional<DefaultJWTProcessor<SecurityContext>> ready = ready();
        if (ready.isEmpty()) {
            return new Verdict.Unavailable();
        }
        try {
            JWTClaimsSet claims = ready.get().process(token.value(), null);
            Instant until = claims.getExpirationTime().toInstant();
            return identity(claims)
                    .<Verdict>map(identity -> new Verdict.Genuine(identity, until))
                    .orElseGet(Verdict.Refused::new);
        } catch (RateLimitReachedException e) {
            // It names a key that was not there a moment ago.
            return new Verdict.Refused();
        } catch (KeySourceException e) {
            log(e);
            return new Verdict.Unavailable();
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return new Verdict.Refused();
        }
    }

    /// Looks for the provider until it is found, though not all the time.
    private synchronized Optional<DefaultJWTProcessor<SecurityContext>> ready() {
        if (processor == null && !clock.instant().isBefore(lookAgain)) {
            try {
                processor = processor(keys());
            } catch (IOException | IllegalArgumentException e) {
                lookAgain = clock.instant().plus(PAUSE);
                log(e);
            }
        }
        return Optional.ofNullable(processor);
    }

    /// Where the provider says that they are (OpenID Connect Discovery 1.0 section 4).
    private URL keys() throws IOException {
        URI discovery =
                URI.create(
                        config.issuer().replaceFirst("/+$", "")
                                + "/.well-known/openid-configuration");
        JsonNode document = JSON.readTree(web.retrieveResource(discovery.toURL()).getContent());
        if (!document.path("issuer").asText().equals(config.issuer())) {
            throw new IOException("The provider must name itself as RELAY_OIDC_ISSUER does");
        }
        return URI.create(document.path("jwks_uri").asText()).toURL();
    }

    private DefaultJWTProcessor<SecurityContext> processor(URL keys) {
        JWKSource<SecurityContext> source =
                JWKSourceBuilder.create(keys, web)
                        .refreshAheadCache(false)
                        .outageTolerant(OUTAGE.toMillis())
                        .build();
        DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
        made.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        made.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        config.audience(),
                        new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                        Set.of("sub", "exp")));
        return made;
    }

    private static Optional<OidcIdentity> identity(JWTClaimsSet claims) throws ParseException {
        String subject = claims.getSubject();
        if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
            return Optional.empty();
        }
        boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
        return Optional.of(
                new OidcIdentity(
                        subject,
                        Optional.ofNullable(claims.getStringClaim("email"))
                                .filter(_ -> verified)
                                .flatMap(EmailAddress::parse)));
    }

    /// What the provider says is not shown: it may quote a token.
    private static void log(Exception failure) {
        LOG.atWarn()
                .addKeyValue(LogKey.ERROR.key(), failure.getClass().getSimpleName())
                .log("The keys of the OpenID provider cannot be had");
    }
}
