package io.relaystream.api.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A host that is not looked up in time is not one that nobody knows.
@Timeout(20)
class SystemHostsTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final SystemHosts hosts = new SystemHosts(this::addresses);

    @AfterEach
    void close() {
        answering.countDown();
        hosts.close();
    }

    @Test
    void knownHostHasAddressesAndAnUnknownOneHasNone() throws Exception {
        assertThat(hosts.addresses("known.example"))
                .containsExactly(InetAddress.getLoopbackAddress());
        assertThat(hosts.addresses("unknown.example")).isEmpty();
    }

    @Test
    void slowNameServersAndTooManyOfThemMeanLater() throws Exception {
        Callable<List<InetAddress>> slow = () -> hosts.addresses("slow.example");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<InetAddress>>> waiting =
                    Collections.nCopies(SystemHosts.AT_ONCE, slow).stream()
                            .map(threads::submit)
                            .toList();
            await().until(() -> asked.get() == SystemHosts.AT_ONCE);

            assertThatThrownBy(() -> hosts.addresses("known.example"))
                    .isInstanceOf(TimeoutException.class);
            for (Future<List<InetAddress>> each : waiting) {
                assertThatThrownBy(each::get).hasCauseInstanceOf(TimeoutException.class);
            }
        }
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        asked.incrementAndGet();
        return switch (host) {
            case "known.example" -> new InetAddress[] {InetAddress.getLoopbackAddress()};
            case "slow.example" -> whenItIsTooLate();
            default -> throw new UnknownHostException(host);
        };
    }

    private InetAddress[] whenItIsTooLate() {
        try {
            answering.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new InetAddress[0];
    }
}
