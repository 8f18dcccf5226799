package io.relaystream.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final Closer closer = new Closer();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseOrder() {
        closer.add(() -> closed.add("database"));
        closer.add(() -> closed.add("server"));

        closer.close();

        assertThat(closed).containsExactly("server", "database");
    }

    @Test
    void closesTheRestWhenOneFails() {
        // Given
        closer.add(() -> closed.add("database"));
        closer.add(
                () -> {
                    throw new IOException("stuck");
                });
        closer.add(() -> closed.add("server"));

        // When
        closer.close();

        // Then
        assertThat(closed).containsExactly("server", "database");
    }

    @Test
    void closesEachPartOnce() {
        closer.add(() -> closed.add("server"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("server");
    }

    @Test
    void handsBackWhatItRemembers() {
        AutoCloseable part = () -> closed.add("server");

        assertThat(closer.add(part)).isSameAs(part);
    }
}
