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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of answers, of our own making, that imitate what mail programs write. What a test
/// found goes to `target/mail/replies`: copy it over the golden files when the change is meant.
class ReplyCorpusTest {
    static final Path REPLIES = Corpus.MAILS.resolve("replies");
    private static final Path FOUND = Path.of("target/mail/replies");

    static List<String> names() {
        return Corpus.names(REPLIES);
    }

    /// What cannot be cleaned: as it goes out if the owner allows it.
    @ParameterizedTest
    @MethodSource("names")
    void becomesWhatTheGoldenFileSays(String name) throws IOException {
        byte[] sent = sent(name);

        Files.createDirectories(FOUND.resolve("sent"));
        Files.write(FOUND.resolve("sent").resolve(name + ".eml"), sent);
        assertThat(new String(sent, ISO_8859_1))
                .isEqualTo(
                        new String(
                                Files.readAllBytes(REPLIES.resolve("sent").resolve(name + ".eml")),
                                ISO_8859_1));
    }

    @Test
    void hasThePartsOfTheGoldenFile() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : names()) {
            for (Part part : SecondParser.parts(mail(name))) {
                lines.add(part.line(name, "before"));
            }
            for (Part part : SecondParser.parts(sent(name))) {
                lines.add(part.line(name, "after"));
            }
        }

        Files.createDirectories(FOUND);
        Files.write(FOUND.resolve("parts.txt"), lines);
        assertThat(lines).isEqualTo(Files.readAllLines(REPLIES.resolve("parts.txt")));
    }

    @Test
    void refusesOnlyWhatCannotBeCleaned() throws IOException {
        List<String> refused = new ArrayList<>();
        for (String name : names()) {
            if (Replies.reply(mail(name), Replies.request()).isEmpty()) {
                refused.add(name);
            }
        }

        assertThat(refused)
                .containsExactly(
                        "attaches-a-pgp-key",
                        "base64-with-garbage",
                        "encrypted-by-pgp",
                        "exchange-tnef",
                        "inline-pgp",
                        "line-that-may-be-a-delimiter",
                        "nested-deeply",
                        "plain-utf-7",
                        "signed-by-smime",
                        "thunderbird-signed-by-pgp");
    }

    @ParameterizedTest
    @MethodSource("names")
    void neverShowsTheOwner(String name) throws IOException {
        Replies.reply(mail(name), Replies.request())
                .map(MailBytes::toBytes)
                .ifPresent(sent -> assertThat(Leak.in(sent)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsEveryParserTheSameAuthorAndRecipients(String name)
            throws IOException, MessagingException {
        byte[] sent = sent(name);

        for (String strict : List.of("true", "false")) {
            Properties properties = new Properties();
            properties.setProperty("mail.mime.address.strict", strict);
            MimeMessage read =
                    new MimeMessage(
                            Session.getInstance(properties), new ByteArrayInputStream(sent));
            for (String field : List.of("From", "To")) {
                assertThat(read.getHeader(field)).hasSize(1);
                String value = read.getHeader(field, null);
                InternetAddress[] strictly = InternetAddress.parse(value, true);
                List<String> addresses =
                        Arrays.stream(strictly).map(InternetAddress::getAddress).toList();
                assertThat(strictly).isEqualTo(InternetAddress.parseHeader(value, false));
                assertThat(addresses).isEqualTo(SecondParser.addresses(sent, field));
                assertThat(addresses)
                        .isSubsetOf(
                                field.equals("From")
                                        ? List.of(Requests.ALIAS.value())
                                        : List.of(Replies.JANE.value(), Replies.BOB.value()));
            }
        }
    }

    private static byte[] mail(String name) throws IOException {
        return Files.readAllBytes(REPLIES.resolve(name + ".eml"));
    }

    private static byte[] sent(String name) throws IOException {
        return Replies.reply(mail(name), Replies.allowedSealed()).orElseThrow().toBytes();
    }
}
