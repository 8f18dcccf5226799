package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Scope;
import io.relaystream.api.domain.DomainPage;
import io.relaystream.api.domain.DomainRefusal;
import io.relaystream.api.domain.DomainResult;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.domain.OwnedDomain;
import io.relaystream.api.domain.SubdomainName;
import io.relaystream.core.address.EmailAddress;
import java.util.Optional;

/// `/api/v1/domains`, for the owner of the token. A domain of somebody else and one that never was
/// get the same answer.
record DomainRoutes(DomainService domains, Callers callers) {
    private static final String DOMAINS = "/api/v1/domains";
    private static final String DOMAIN = DOMAINS + "/{host}";

    void addTo(RoutesConfig routes) {
        routes.post(DOMAINS, this::claim);
        routes.get(DOMAINS, this::list);
        routes.patch(DOMAIN, this::change);
    }

    private void claim(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<SubdomainName> name = body.required("name", SubdomainName::new);
        body.finish();
        switch (domains.claim(owner, name.get())) {
            case DomainResult.Claimed(var domain) -> {
                request.header("Location", DOMAINS + "/" + domain.domain().host());
                Answers.json(request, 201, DomainAnswer.of(domain));
            }
            case DomainResult.Refused(var why) -> throw refused(why);
        }
    }

    private void list(Context request) {
        var owner = callers.owner(request, Scope.READ);
        DomainPage page =
                domains.list(owner, Query.after(request, Cursor::host), Query.limit(request));
        Answers.json(
                request,
                200,
                new Page<>(
                        page.items().stream().map(DomainAnswer::of).toList(),
                        page.next().map(Cursor::of).orElse(null)));
    }

    private void change(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<Boolean> catchAll = body.requiredFlag("catchAll");
        body.finish();
        OwnedDomain changed =
                host(request)
                        .flatMap(host -> domains.setCatchAll(owner, host, catchAll.get()))
                        .orElseThrow(DomainRoutes::absent);
        Answers.json(request, 200, DomainAnswer.of(changed));
    }

    /// What is no host is the host of nobody.
    private static Optional<String> host(Context request) {
        try {
            return Optional.of(EmailAddress.host(request.pathParam("host")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException absent() {
        return new ProblemException(
                ProblemCode.DOMAIN_NOT_FOUND, "The host must be that of a domain of yours");
    }

    private static ProblemException refused(DomainRefusal why) {
        return switch (why) {
            case PREMIUM_REQUIRED ->
                    new ProblemException(
                            ProblemCode.PREMIUM_REQUIRED,
                            "A subdomain of your own needs the premium plan");
            case NAME_RESERVED ->
                    new ProblemException(Problem.invalid("name", "must not be a reserved name"));
            case NAME_OFFENSIVE ->
                    new ProblemException(Problem.invalid("name", "must not be an offensive name"));
            case ALREADY_CLAIMED ->
                    new ProblemException(
                            ProblemCode.SUBDOMAIN_CLAIMED,
                            "Each account may claim one subdomain, and keeps it");
            case HOST_UNAVAILABLE ->
                    new ProblemException(
                            ProblemCode.DOMAIN_UNAVAILABLE,
                            "A subdomain is issued only once: choose another name");
        };
    }
}
