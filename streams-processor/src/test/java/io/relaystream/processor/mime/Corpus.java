package io.relaystream.processor.mime;

import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.processor.delivery.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Mails of our own making that imitate ordinary, awkward and hostile ones.
final class Corpus {
    static final Path MAILS = Path.of("src/test/resources/mail");

    /// What they become, with a banner and without trackers.
    static final Path FORWARDED = MAILS.resolve("forwarded");

    /// How reverse addresses end.
    static final String REPLIES = "@replies.relay.localhost";

    private static final String SUFFIX = ".eml";

    private Corpus() {}

    static List<String> names() {
        return names(MAILS);
    }

    static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] mail(String name) throws IOException {
        return Files.readAllBytes(MAILS.resolve(name + SUFFIX));
    }

    static Path forwarded(String name) {
        return FORWARDED.resolve(name + SUFFIX);
    }

    static DeliveryRequest request() {
        return Requests.edited(true, true, "en");
    }

    static Forwarded forward(byte[] mail) {
        return ForwardedMessage.of(RawMail.of(mail), request(), Requests.SEALS, Requests.DASHBOARD);
    }
}
