package io.relaystream.platform.service;

import io.relaystream.platform.config.ConfigException;
import io.relaystream.platform.log.LogKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
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
        command(
                environment -> {
                    try {
                        untilStopped(name, starter.start(environment));
                        return 0;
                    } catch (ConfigException e) {
                        LOG.atError().log(e.getMessage());
                        return 2;
                    } catch (Exception e) {
                        LOG.atError()
                                .setCause(e)
                                .addKeyValue(LogKey.SERVICE.key(), name)
                                .log("Service could not start");
                        return 1;
                    }
                });
    }

    /// Runs a command with the environment and exits with the code that it returns, or with 1 if it
    /// throws: threads that it has started would keep the process up.
    public static void command(ToIntFunction<Map<String, String>> command) {
        Thread.setDefaultUncaughtExceptionHandler(ServiceMain::report);
        int code = 1;
        try {
            code = command.applyAsInt(System.getenv());
        } catch (Throwable e) {
            report(Thread.currentThread(), e);
        }
        System.exit(code);
    }

    /// Returns when the process was asked to stop and the service is closed.
    public static void untilStopped(String name, AutoCloseable service)
            throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> drain(name, service, closed), "shutdown"));
        LOG.atInfo().addKeyValue(LogKey.SERVICE.key(), name).log("Service is running");
        closed.await();
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

    /// A JVM that lacks memory cannot be trusted to move mail: better a restart. Anything else ends
    /// one thread only, and whoever depends on it shows it in its health.
    private static void report(Thread thread, Throwable cause) {
        LOG.atError().setCause(cause).log("A thread died unexpectedly");
        if (cause instanceof VirtualMachineError) {
            Runtime.getRuntime().halt(1);
        }
    }
}
