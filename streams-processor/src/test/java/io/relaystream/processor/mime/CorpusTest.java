package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.mime.SecondParser.Part;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of every mail of the [Corpus]. What a test found goes to `target/mail`: copy it
/// over the golden files when the change is meant.
class CorpusTest {
    private static final Path FOUND = Path.of("target/mail");
    private static final Set<String> EDITED = Set.of("text/plain", "text/html");

    static List<String> names() {
        return Corpus.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void becomesWhatTheGoldenFileSays(String name) throws IOException {
        byte[] forwarded = Corpus.forward(Corpus.mail(name)).mail().toBytes();

        Files.createDirectories(FOUND.resolve("forwarded"));
        Files.write(FOUND.resolve("forwarded").resolve(name + ".eml"), forwarded);
        assertThat(new String(forwarded, ISO_8859_1))
                .isEqualTo(new String(Files.readAllBytes(Corpus.forwarded(name)), ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesTheSameBytesAgain(String name) throws IOException {
        assertThat(Corpus.forward(Corpus.mail(name)).mail().toBytes())
                .isEqualTo(Corpus.forward(Corpus.mail(name)).mail().toBytes());
    }

    @ParameterizedTest
    @MethodSource("names")
    void changesNothingButTexts(String name) throws IOException {
        byte[] mail = Corpus.mail(name);
        Forwarded forwarded = Corpus.forward(mail);

        List<Part> after = SecondParser.parts(forwarded.mail().toBytes());

        if (forwarded.wrapped()) {
            assertThat(after)
                    .extracting(Part::type)
                    .containsExactly("text/plain", "message/rfc822");
            assertThat(after.getLast().content()).isEqualTo(ByteBuffer.wrap(mail));
            return;
        }
        List<Part> before = SecondParser.parts(asWeReadIt(mail));
        assertThat(after)
                .extracting(Part::path)
                .isEqualTo(before.stream().map(Part::path).toList());
        assertThat(after)
                .extracting(Part::type)
                .isEqualTo(before.stream().map(Part::type).toList());
        for (int at = 0; at < after.size(); at++) {
            if (!EDITED.contains(before.get(at).type())) {
                assertThat(after.get(at)).isEqualTo(before.get(at));
            }
        }
    }

    @Test
    void hasThePartsOfTheGoldenFile() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : Corpus.names()) {
            List<Part> before = SecondParser.parts(asWeReadIt(Corpus.mail(name)));
            List<Part> after =
                    SecondParser.parts(Corpus.forward(Corpus.mail(name)).mail().toBytes());
            before.forEach(part -> lines.add(part.line(name, "before")));
            after.forEach(part -> lines.add(part.line(name, "after")));
        }

        Files.createDirectories(FOUND);
        Files.write(FOUND.resolve("parts.txt"), lines);
        assertThat(lines).isEqualTo(Files.readAllLines(Corpus.MAILS.resolve("parts.txt")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsEveryParserTheSameAuthorAndRecipient(String name)
            throws IOException, MessagingException {
        byte[] forwarded = Corpus.forward(Corpus.mail(name)).mail().toBytes();

        for (String strict : List.of("true", "false")) {
            Properties properties = new Properties();
            properties.setProperty("mail.mime.address.strict", strict);
            MimeMessage read =
                    new MimeMessage(
                            Session.getInstance(properties), new ByteArrayInputStream(forwarded));
            for (String field : List.of("From", "To")) {
                assertThat(read.getHeader(field)).hasSize(1);
                InternetAddress[] lenient =
                        InternetAddress.parseHeader(read.getHeader(field, null), false);
                InternetAddress[] strictly =
                        InternetAddress.parse(read.getHeader(field, null), true);
                assertThat(strictly).isEqualTo(lenient);
                assertThat(strictly[0].getAddress()).isEqualTo(Requests.ALIAS.value());
                assertThat(Arrays.stream(strictly).skip(1))
                        .allMatch(
                                other ->
                                        field.equals("To")
                                                && other.getAddress().endsWith(Corpus.REPLIES));
            }
        }
    }

    @Test
    void wrapsOnlyWhatCannotBeRead() throws IOException {
        List<String> wrapped = new ArrayList<>();
        for (String name : Corpus.names()) {
            if (Corpus.forward(Corpus.mail(name)).wrapped()) {
                wrapped.add(name);
            }
        }

        assertThat(wrapped)
                .containsExactly("garbage", "nested-deeply", "no-header", "too-many-parts");
    }

    /// The mail with the header that we see, as others may see another one.
    private static byte[] asWeReadIt(byte[] mail) {
        HeaderBlock header =
                HeaderBlock.parse(ByteBuffer.wrap(mail))
                        .orElseGet(() -> new HeaderBlock(List.of(), 0));
        HeaderWriter out = new HeaderWriter();
        header.fields().forEach(out::keep);
        byte[] head = out.finish();
        return ByteBuffer.allocate(head.length + mail.length - header.bodyStart())
                .put(head)
                .put(mail, header.bodyStart(), mail.length - header.bodyStart())
                .array();
    }
}
