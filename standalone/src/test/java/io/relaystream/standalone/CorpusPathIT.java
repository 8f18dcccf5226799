package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.core.Hashes;
import io.relaystream.embedded.CaughtMail;
import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.ApiClient;
import io.relaystream.standalone.edge.ApiClient.Account;
import io.relaystream.standalone.edge.ApiClient.Alias;
import io.relaystream.standalone.edge.SesGate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every mail of the corpus on the whole way, from the notification to the mail server; what
/// arrives is read by a library that we do not use.
class CorpusPathIT {
    private static final Path CORPUS = Path.of("../streams-processor/src/test/resources/mail");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> TEXTS = Set.of("text/plain", "text/html");

    @TempDir private Path dataDir;

    @Test
    void everyMailEndsOnceAndItsFilesArriveWhole() throws Exception {
        Map<String, String> environment = FreePorts.environment(dataDir);
        StandaloneConfig config = StandaloneConfig.from(environment);
        PrintStream silent =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (Standalone system = new Standalone(config, environment, new Console(silent));
                SesGate gate = new SesGate(config.sesGate())) {
            ApiClient api = new ApiClient(config.api(), config.adminToken());
            Account owner = api.createAccount("owner@home.example");
            Alias alias = api.createAlias(owner, "corpus");
            CanonicalTail records = CanonicalTail.fromNow(config.canonicalFile());
            Map<String, SesMail> posted = new LinkedHashMap<>();
            for (Path file : corpus()) {
                posted.put(file.getFileName().toString(), post(gate, file, alias.address()));
            }

            int forwarded = 0;
            for (Map.Entry<String, SesMail> mail : posted.entrySet()) {
                JsonNode record =
                        await(mail.getKey())
                                .atMost(PATIENCE)
                                .until(
                                        () -> records.recordsOf(mail.getValue().messageId()),
                                        found -> found.size() == 1)
                                .getFirst();
                arrivesAsItWas(mail.getKey(), mail.getValue(), record, alias, system);
                forwarded += record.path("outcome").asText().equals("forwarded") ? 1 : 0;
            }
            // The rest has no author, or goes in circles.
            assertThat(forwarded).isGreaterThan(posted.size() * 3 / 4);
        }
    }

    private static void arrivesAsItWas(
            String name, SesMail mail, JsonNode record, Alias alias, Standalone system) {
        List<CaughtMail> caught = caught(system, record.path("delivery_id").asText());
        if (!record.path("outcome").asText().equals("forwarded")) {
            assertThat(record.path("reason").asText()).as(name).isIn("malformed_sender", "loop");
            assertThat(caught).as(name).isEmpty();
            return;
        }
        assertThat(caught).as(name).hasSize(1);
        byte[] received = caught.getFirst().raw();
        assertThat(fields(received, "from"))
                .as(name)
                .singleElement()
                .asString()
                .contains("<" + alias.address() + ">");
        if (!record.path("wrapped").asBoolean()) {
            assertThat(files(received)).as(name).isEqualTo(files(mail.bytes()));
        }
    }

    private static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
    }

    private static SesMail post(SesGate gate, Path file, String recipient) throws Exception {
        SesMail mail =
                SesMail.received(
                        Files.readAllBytes(file),
                        "jane@shop.example",
                        List.of(recipient),
                        Instant.now());
        gate.deliver(mail);
        return mail;
    }

    private static List<CaughtMail> caught(Standalone system, String deliveryId) {
        return system.catcher().mails().stream()
                .filter(
                        mail ->
                                new String(mail.raw(), StandardCharsets.ISO_8859_1)
                                        .contains("X-Relaystream-Delivery-Id: " + deliveryId))
                .toList();
    }

    /// Hashes of what a mail has beside its texts, decoded.
    private static List<String> files(byte[] mail) {
        List<String> found = new ArrayList<>();
        read(
                mail,
                tokens -> {
                    if (tokens.getState() == EntityState.T_BODY) {
                        String type = tokens.getBodyDescriptor().getMimeType();
                        byte[] content = tokens.getDecodedInputStream().readAllBytes();
                        if (!TEXTS.contains(type)) {
                            byte[] hash = Hashes.sha256().digest(content);
                            found.add(type + " " + HexFormat.of().formatHex(hash));
                        }
                    }
                });
        return found;
    }

    private static List<String> fields(byte[] mail, String name) {
        List<String> found = new ArrayList<>();
        boolean[] inHeader = {true};
        read(
                mail,
                tokens -> {
                    inHeader[0] &= tokens.getState() != EntityState.T_END_HEADER;
                    if (inHeader[0]
                            && tokens.getState() == EntityState.T_FIELD
                            && tokens.getField().getName().equalsIgnoreCase(name)) {
                        found.add(tokens.getField().getBody());
                    }
                });
        return found;
    }

    private static void read(byte[] mail, Reader reader) {
        MimeTokenStream tokens = new MimeTokenStream(MimeConfig.PERMISSIVE);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new ByteArrayInputStream(mail));
        try {
            while (tokens.getState() != EntityState.T_END_OF_STREAM) {
                reader.at(tokens);
                tokens.next();
            }
        } catch (IOException | MimeException e) {
            throw new AssertionError("a mail must be readable for another library", e);
        }
    }

    /// Looks at each token of a mail.
    private interface Reader {
        void at(MimeTokenStream tokens) throws IOException;
    }
}
