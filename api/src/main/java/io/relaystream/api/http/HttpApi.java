package io.relaystream.api.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
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

    private HttpApi(Javalin server) {
        this.server = server;
    }

    /// @param port 0 picks a free one
    public static HttpApi start(String bind, int port, UseCases can, Meters meters) {
        Callers callers = new Callers(can.accounts().store(), can.admin());
        Javalin server =
                Javalin.create(
                        config -> {
                            configure(config, meters);
                            config.routes.before(HttpApi::protect);
                            new AccountRoutes(can.accounts(), callers, CLOCK).addTo(config.routes);
                            new OwnAccountRoutes(can.accounts(), callers, CLOCK)
                                    .addTo(config.routes);
                            new AliasRoutes(can.aliases(), callers).addTo(config.routes);
                            new DomainRoutes(can.domains(), callers).addTo(config.routes);
                            new UnsubscribeRoutes(can.unsubscribing()).addTo(config.routes);
                            new MailRoutes(can.downloads()).addTo(config.routes);
                            new OpenApiRoutes().addTo(config.routes);
                            explainErrors(config.routes);
                        });
        return new HttpApi(server.start(bind, port));
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

    @Override
    public void close() {
        server.stop();
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
                (request, millis) ->
                        meters.time(
                                Metric.API_REQUESTS,
                                Duration.ofNanos((long) (millis * 1_000_000)),
                                AnswerClass.of(request.statusCode())));
    }

    /// Answers are personal, and are never anything but what they say they are.
    private static void protect(Context request) {
        request.header("Cache-Control", "no-store");
        request.header("X-Content-Type-Options", "nosniff");
    }

    private static void explainErrors(RoutesConfig routes) {
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
                            .log("The database did not answer in time");
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
