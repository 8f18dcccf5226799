package io.relaystream.api.edge.http;

import io.relaystream.api.webhook.Hosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the system's resolver, on threads of its own: the system cannot be told to give up, and
/// whoever asks must not wait for long.
public final class SystemHosts implements Hosts, AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int QUEUED = 64;
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final ExecutorService threads =
            new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUED),
                    Thread.ofPlatform().name("resolver-", 1).daemon().factory());

    @Override
    public List<InetAddress> addresses(String host) {
        try {
            Future<InetAddress[]> answer = threads.submit(() -> InetAddress.getAllByName(host));
            try {
                return List.of(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                return unknown(e);
            } catch (TimeoutException e) {
                answer.cancel(false);
                return List.of();
            }
        } catch (RejectedExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static List<InetAddress> unknown(ExecutionException e) {
        if (e.getCause() instanceof UnknownHostException) {
            return List.of();
        }
        throw new IllegalStateException("A host must be looked up", e.getCause());
    }
}
