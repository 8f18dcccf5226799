package io.relaystream.platform.service;

import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Setting;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service that [ServiceMainIT] runs in a process of its own.
final class SampleService {
    private static final Logger LOG = LoggerFactory.getLogger(SampleService.class);

    private SampleService() {}

    public static void main(String[] args) {
        ServiceMain.run("sample", variables -> start(args[0], variables));
    }

    private static AutoCloseable start(String behaviour, Map<String, String> variables)
            throws IOException {
        Env.load(variables, env -> env.integer(Setting.PARTITIONS, 6, 1, 100));
        return switch (behaviour) {
            case "run" -> () -> LOG.atWarn().log("Sample has drained");
            case "break" ->
                    () -> {
                        throw new IOException("stuck");
                    };
            case "fail" -> throw new IOException("no disk");
            case "fail badly" -> {
                new Thread(SampleService::stayAlive).start();
                throw new LinkageError("no such class");
            }
            case "lose a thread" -> {
                new Thread(SampleService::die).start();
                yield () -> {};
            }
            case "run out of memory" -> {
                new Thread(SampleService::exhaust).start();
                yield () -> {};
            }
            default -> throw new IllegalArgumentException("Unknown behaviour " + behaviour);
        };
    }

    private static void die() {
        throw new IllegalStateException("a defect");
    }

    private static void exhaust() {
        throw new OutOfMemoryError("no heap");
    }

    private static void stayAlive() {
        LockSupport.park();
    }
}
