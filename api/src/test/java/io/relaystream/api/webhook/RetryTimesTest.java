package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryTimesTest {

    @Test
    void pausesGrowUntilItIsEnough() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(RetryTimes.STANDARD::pauseAfter))
                .extracting(pause -> pause.map(Object::toString))
                .containsExactly(
                        Optional.of("PT1M"),
                        Optional.of("PT5M"),
                        Optional.of("PT30M"),
                        Optional.of("PT2H"),
                        Optional.of("PT6H"),
                        Optional.empty(),
                        Optional.empty());
    }
}
