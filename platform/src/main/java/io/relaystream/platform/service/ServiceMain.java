package io.relaystream.platform.service;

import io.relaystream.platform.config.ConfigException;
import io.relaystream.platform.log.LogKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one service process: reads the environment, starts the service, and on SIGTERM closes it
/// within a bound. The only place that knows the environment, exit codes and shutdown hooks.
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    private static final long DRAIN_SECONDS = 20;

    private ServiceMain() {}

    /// Starts something that runs until it is closed.
    @FunctionalInterface
    public interface Starter {
        /// @param environment the process's environment variables
        /// @throws ConfigException if they cannot be used
        AutoCloseable start(Map<String, String> environment) throws Exception;
    }

    /// Starts the service and returns when the process was asked to stop and the service is closed.
    /// Exits with 2 for an unusable configuration and with 1 for any other failure to start.
    ///
    /// @param name shown in the log
    public static void run(String name, Starter starter) {
        Thread.setDefaultUncaughtExceptionHandler(ServiceMain::die);
        try {
            AutoCloseable service = starter.start(System.getenv());
            CountDownLatch closed = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> drain(name, service, closed), "shutdown"));
            LOG.atInfo().addKeyValue(LogKey.SERVICE.key(), name).log("Service is running");
            closed.await();
        } catch (ConfigException e) {
            LOG.atError().log(e.getMessage());
            System.exit(2);
        } catch (Exception e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKey.SERVICE.key(), name)
                    .log("Service could not start");
            System.exit(1);
        }
    }

    private static void drain(String name, AutoCloseable service, CountDownLatch closed) {
        Thread closing = new Thread(() -> close(service), "drain");
        closing.setDaemon(true);
        closing.start();
        try {
            if (!closing.join(Duration.ofSeconds(DRAIN_SECONDS))) {
                LOG.atWarn()
                        .addKeyValue(LogKey.SERVICE.key(), name)
                        .log("Service did not drain in time and is cut off; the ledger repairs it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed.countDown();
    }

    private static void close(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("Service did not close cleanly");
        }
    }

    /// A thread that dies unexpectedly may be the one that moves the mail: better a restart.
    private static void die(Thread thread, Throwable cause) {
        LOG.atError().setCause(cause).log("A thread died unexpectedly; the process exits");
        Runtime.getRuntime().halt(1);
    }
}
