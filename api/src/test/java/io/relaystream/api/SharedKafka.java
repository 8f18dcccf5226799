package io.relaystream.api;

import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.edge.kafka.TopicSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One broker with all topics for all tests of this JVM, started when the first one asks for it.
public final class SharedKafka implements ParameterResolver {

    /// Closed at the end of all tests.
    private record Broker(EmbeddedKafka kafka) implements AutoCloseable {

        static Broker start() {
            try {
                EmbeddedKafka kafka =
                        EmbeddedKafka.startOnFreePort(
                                Files.createTempDirectory(Path.of("target"), "kafka"));
                new TopicSetup(kafka.bootstrapServers(), 6, (short) 1).ensure();
                return new Broker(kafka);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            kafka.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == EmbeddedKafka.class;
    }

    @Override
    public EmbeddedKafka resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SharedKafka.class))
                .computeIfAbsent(Broker.class, _ -> Broker.start(), Broker.class)
                .kafka();
    }
}
