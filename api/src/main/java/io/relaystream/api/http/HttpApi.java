package io.relaystream.api.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.relaystream.api.live.Live;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.api.transfer.Imports;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.service.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server of the API, a virtual thread for each request. Every error is a problem detail,
/// whoever found it.
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Javalin server;
    private final Live live;

    private HttpApi(Javalin server, Live live) {
        this.server = server;
        this.live = live;
    }

    /// @param port 0 picks a free one
    public static HttpApi start(String bind, int port, UseCases can, Site site, Meters meters) {
        Callers callers =
                new Callers(
                        can.accounts().store(),
                        can.signIn().store(),
                        can.oidc(),
                        can.admin(),
                        site);
        Audit audit = new Audit(can.aliases().pseudonyms());
        RateLimits limits =
                new RateLimits(callers, site.requestsPerMinute(), site.behindProxy(), CLOCK);
        SessionCookie cookie = new SessionCookie(!site.local());
        Cors cors = new Cors(site.corsOrigins());
        Repeats repeats = new Repeats(can.repeats());
        Javalin server =
                Javalin.create(
                        config -> {
                            configure(config, meters);
                            config.routes.before(HttpApi::protect);
                            for (String programs : List.of("/api/*", "/compat/*")) {
                                config.routes.before(programs, cors::allow);
                                config.routes.before(programs, limits::count);
                            }
                            new AboutRoutes(about(can, site)).addTo(config.routes);
                            new SignInRoutes(can.signIn(), can.accounts(), callers, limits, cookie)
                                    .addTo(config.routes);
                            new AccountRoutes(can.accounts(), can.signIn(), callers, audit, CLOCK)
                                    .addTo(config.routes);
                            new OwnAccountRoutes(can.accounts(), callers, cookie, CLOCK)
                                    .addTo(config.routes);
                            new AddressRoutes(can.addressChange(), can.accounts(), callers, limits)
                                    .addTo(config.routes);
                            new ExportRoutes(can.accounts(), can.export(), callers, CLOCK)
                                    .addTo(config.routes);
                            new TokenRoutes(can.tokens(), callers, CLOCK).addTo(config.routes);
                            new AliasTransferRoutes(
                                            can.aliases(), new Imports(can.aliases()), callers)
                                    .addTo(config.routes);
                            new AliasRoutes(can.aliases(), callers, repeats).addTo(config.routes);
                            new CompatRoutes(can.aliases(), can.accounts(), callers)
                                    .addTo(config.routes);
                            new DomainRoutes(can.domains(), callers, repeats).addTo(config.routes);
                            new WebhookRoutes(can.webhooks(), callers).addTo(config.routes);
                            new OperationsRoutes(can.operations(), callers, audit)
                                    .addTo(config.routes);
                            new UnsubscribeRoutes(can.unsubscribing()).addTo(config.routes);
                            new MailRoutes(can.downloads()).addTo(config.routes);
                            new RedeliveryRoutes(can.redeliveries(), callers).addTo(config.routes);
                            new MessageRoutes(can.messages(), callers).addTo(config.routes);
                            new StatisticsRoutes(can.statistics(), callers).addTo(config.routes);
                            new EventRoutes(can.live(), can.messages(), callers)
                                    .addTo(config.routes);
                            new OpenApiRoutes().addTo(config.routes);
                            new DashboardRoutes().addTo(config.routes);
                            explainErrors(config.routes);
                        });
        return new HttpApi(server.start(bind, port), can.live());
    }

    public int port() {
        return server.port();
    }

    /// Method and path of each route, such as `GET /api/v1/aliases/{id}`; a parameter that may hold
    /// slashes looks like any other.
    public Set<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .map(route -> route.replace('<', '{').replace('>', '}'))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Ends the streams first, which would last.
    @Override
    public void close() {
        live.close();
        server.stop();
    }

    private static AboutRoutes.About about(UseCases can, Site site) {
        return new AboutRoutes.About(
                can.accounts().aliasDomain(),
                can.signIn().signUp() ? "open" : "closed",
                can.oidc()
                        .map(oidc -> new AboutRoutes.Oidc(oidc.issuer(), oidc.audience()))
                        .orElse(null),
                site.local(),
                Version.current().version());
    }

    private static void configure(JavalinConfig config, Meters meters) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(
                server -> {
                    server.setStopTimeout(DRAIN.toMillis());
                    server.setErrorHandler(new JettyProblems());
                });
        config.requestLogger.http(
                (request, millis) -> {
                    // A stream lasts as long as somebody looks.
                    if (!request.path().equals(EventRoutes.EVENTS)) {
                        meters.time(
                                Metric.API_REQUESTS,
                                Duration.ofNanos((long) (millis * 1_000_000)),
                                AnswerClass.of(request.statusCode()));
                    }
                });
    }

    /// Answers are personal, and are never anything but what they say they are.
    static void protect(Context request) {
        request.header("Cache-Control", "no-store");
        request.header("X-Content-Type-Options", "nosniff");
    }

    static void explainErrors(RoutesConfig routes) {
        routes.exception(
                ProblemException.class, (e, request) -> Answers.problem(request, e.problem()));
        routes.exception(HttpResponseException.class, (e, request) -> explain(request, e));
        routes.exception(
                StoreUnavailableException.class,
                (e, request) -> {
                    LOG.atWarn()
                            .addKeyValue(LogKey.METHOD.key(), request.method())
                            .addKeyValue(LogKey.ENDPOINT.key(), endpoint(request))
                            .addKeyValue(LogKey.ERROR.key(), e.getCause())
                            .log("The database or Kafka did not answer in time");
                    request.header("Retry-After", "1");
                    answer(request, ProblemCode.UNAVAILABLE, "Try again in a second");
                });
        routes.exception(
                Exception.class,
                (e, request) -> {
                    LOG.atError()
                            .setCause(e)
                            .addKeyValue(LogKey.METHOD.key(), request.method())
                            .addKeyValue(LogKey.ENDPOINT.key(), endpoint(request))
                            .log("A request failed unexpectedly");
                    answer(request, ProblemCode.INTERNAL_ERROR, "The operator's log says more");
                });
    }

    /// What Javalin itself refuses.
    private static void explain(Context request, HttpResponseException e) {
        if (e instanceof MethodNotAllowedResponse) {
            String allowed = e.getDetails().getOrDefault("availableMethods", "");
            request.header("Allow", allowed);
            answer(request, ProblemCode.METHOD_NOT_ALLOWED, "Allowed here: " + allowed);
        } else if (e.getStatus() == ProblemCode.NOT_FOUND.status()) {
            answer(request, ProblemCode.NOT_FOUND, "The path must be one of the API");
        } else {
            answer(request, JettyProblems.code(e.getStatus()), "The request must be well-formed");
        }
    }

    private static void answer(Context request, ProblemCode code, String detail) {
        Answers.problem(request, new Problem(code, detail, List.of()));
    }

    /// The route, not the path: a path may hold what a stranger wrote.
    private static String endpoint(Context request) {
        return request.endpoint().path;
    }
}
