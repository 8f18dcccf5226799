package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void findsPortsThatDifferAndCanBeBound() {
        assertThat(FreePort.find(50))
                .hasSize(50)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        port ->
                                assertThatCode(() -> listenOn(port).close())
                                        .doesNotThrowAnyException());
    }

    @Test
    void namesThePortAndTheServerThatCannotHaveIt() throws IOException {
        try (ServerSocket taken = listenOn(0)) {
            assertThatThrownBy(() -> FreePort.require(taken.getLocalPort(), "Kafka"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Port %d of the embedded Kafka must be free, but something listens on it: stop that, or choose another port",
                            taken.getLocalPort());
        }
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
