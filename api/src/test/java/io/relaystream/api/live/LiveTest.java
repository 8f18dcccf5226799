package io.relaystream.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private final UUID account = UUID.randomUUID();
    private final Change change = new Change.Account(account);
    private final Live live = new Live();

    @Test
    void everyListenerOfTheAccountIsToldAndNobodyElse() throws Exception {
        Listener one = listen();
        Listener two = listen();
        Listener stranger = live.listen(UUID.randomUUID()).orElseThrow();

        live.tell(change);

        assertThat(one.next(SOON)).contains(change);
        assertThat(two.next(SOON)).contains(change);
        assertThat(stranger.next(Duration.ZERO)).isEmpty();
        assertThat(stranger.over()).isFalse();
    }

    @Test
    void accountListensFiveTimesAtMost() {
        for (int i = 1; i < 5; i++) {
            listen();
        }
        Listener last = listen();

        assertThat(live.listen(account)).isEmpty();
        assertThat(live.listen(UUID.randomUUID())).isPresent();
        last.close();
        assertThat(live.listen(account)).isPresent();
    }

    @Test
    void whoTakesNothingIsCutOffAndMakesRoom() throws Exception {
        Listener slow = listen();

        for (int i = 0; i < 1_000; i++) {
            live.tell(change);
        }

        assertThat(slow.over()).isTrue();
        assertThat(slow.next(SOON)).isEmpty();
        for (int i = 0; i < 5; i++) {
            listen();
        }
    }

    @Test
    void whoWaitsLearnsOfTheEnd() throws Exception {
        Listener waiting = listen();
        Thread.startVirtualThread(live::close);

        assertThat(waiting.next(Duration.ofMinutes(1))).isEmpty();
        assertThat(waiting.over()).isTrue();
        assertThat(listen().over()).isTrue();
    }

    private Listener listen() {
        return live.listen(account).orElseThrow();
    }
}
