package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.domain.DomainPage;
import io.relaystream.api.domain.DomainRefusal;
import io.relaystream.api.domain.DomainResult;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.domain.OwnDomainName;
import io.relaystream.api.domain.OwnedDomain;
import io.relaystream.api.domain.SubdomainName;
import io.relaystream.core.address.EmailAddress;
import java.util.Optional;

/// `/api/v1/domains`, for the owner of the token. A domain of somebody else and one that never was
/// get the same answer.
record DomainRoutes(DomainService domains, Callers callers, Repeats repeats) {
    private static final String DOMAINS = "/api/v1/domains";
    private static final String DOMAIN = DOMAINS + "/{host}";

    void addTo(RoutesConfig routes) {
        routes.post(DOMAINS, this::claim);
        routes.get(DOMAINS, this::list);
        routes.get(DOMAIN, this::show);
        routes.patch(DOMAIN, this::change);
        routes.delete(DOMAIN, this::delete);
        routes.post(DOMAIN + "/check", this::check);
    }

    private void claim(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        repeats.once(request, owner, () -> claim(request, owner));
    }

    private void claim(Context request, Owner owner) {
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<OwnDomainName> own = body.optional("host", OwnDomainName::new);
        JsonBody.Field<SubdomainName> name =
                body.has("host")
                        ? body.optional("name", SubdomainName::new)
                        : body.required("name", SubdomainName::new);
        body.finish();
        if (own.value().isPresent() && name.value().isPresent()) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "Either name or host must be given, not both");
        }
        DomainResult result =
                own.value()
                        .map(host -> domains.claimOwn(owner, host))
                        .orElseGet(() -> domains.claim(owner, name.get()));
        OwnedDomain claimed = claimed(result);
        request.header("Location", DOMAINS + "/" + claimed.domain().host());
        Answers.json(request, 201, DomainAnswer.of(claimed));
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        OwnedDomain found =
                host(request)
                        .flatMap(host -> domains.find(owner, host))
                        .orElseThrow(DomainRoutes::absent);
        Answers.json(request, 200, DomainAnswer.of(found));
    }

    private void check(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        DomainResult checked =
                host(request)
                        .flatMap(host -> domains.check(owner, host))
                        .orElseThrow(DomainRoutes::absent);
        Answers.json(request, 200, DomainAnswer.of(claimed(checked)));
    }

    private void delete(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        String host = host(request).orElseThrow(DomainRoutes::absent);
        if (!domains.deleteOwn(owner, host)) {
            throw domains.find(owner, host).isPresent()
                    ? refused(DomainRefusal.ALREADY_CLAIMED)
                    : absent();
        }
        request.status(204);
    }

    private static OwnedDomain claimed(DomainResult result) {
        return switch (result) {
            case DomainResult.Claimed(var domain) -> domain;
            case DomainResult.Refused(var why) -> throw refused(why);
        };
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
                            "A domain of your own needs the premium plan");
            case NAME_RESERVED ->
                    new ProblemException(Problem.invalid("name", "must not be a reserved name"));
            case NAME_OFFENSIVE ->
                    new ProblemException(Problem.invalid("name", "must not be an offensive name"));
            case HOST_OURS ->
                    new ProblemException(
                            Problem.invalid(
                                    "host", "must not be in our domain: claim a name there"));
            case LIMIT_REACHED ->
                    new ProblemException(
                            ProblemCode.DOMAIN_LIMIT_REACHED,
                            "Delete a domain that you do not use");
            case ALREADY_CLAIMED ->
                    new ProblemException(
                            ProblemCode.SUBDOMAIN_CLAIMED,
                            "Each account may claim one subdomain, and keeps it");
            case HOST_UNAVAILABLE ->
                    new ProblemException(
                            ProblemCode.DOMAIN_UNAVAILABLE,
                            "A domain belongs to one account, and a subdomain is issued only once");
        };
    }
}
