package io.relaystream.bridge.edge.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.relaystream.bridge.intake.Intake;
import io.relaystream.platform.metrics.Meters;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The port that SNS posts to. Requests are handled on virtual threads; Jetty's own work stays on a
/// few platform threads, so that it goes on when every request waits.
public final class IntakeServer implements AutoCloseable {
    public static final String PATH = "/emails/sns-inbound";

    private static final int JETTY_THREADS = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Javalin javalin;

    private IntakeServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /// @param port 0 picks a free one
    /// @param maxInFlight requests handled at once
    public static IntakeServer start(
            String host, int port, Intake intake, Meters meters, int maxInFlight) {
        SnsEndpoint endpoint = new SnsEndpoint(intake, meters, maxInFlight);
        Javalin javalin =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.startup.showOldJavalinVersionWarning = false;
                            config.startup.startupWatcherEnabled = false;
                            config.http.compressionStrategy = CompressionStrategy.NONE;
                            config.jetty.threadPool = threads();
                            config.jetty.modifyServer(IntakeServer::stopGracefully);
                            config.jetty.addConnector(
                                    (server, http) -> connector(server, http, host, port));
                            config.routes.post(PATH, endpoint::handle);
                        });
        return new IntakeServer(javalin.start());
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(JETTY_THREADS);
        threads.setName("intake");
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("intake-request-", 0).factory()));
        return threads;
    }

    /// Lets nobody in any more, and waits until those inside have their answer.
    private static void stopGracefully(Server server) {
        server.insertHandler(new GracefulHandler());
        server.setStopTimeout(DRAIN.toMillis());
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, String host, int port) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }
}
