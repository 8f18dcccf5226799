package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Hides the owner's mailbox anywhere in random trees of parts, in any way a mail program may write
/// it: whoever reads the reply with another parser never finds it. A failure prints its seed.
class HiddenAddressTest {
    private static final int MAILS = 300;

    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "text/html",
                    "text/plain; charset=utf-8; format=flowed",
                    "text/calendar; charset=utf-8",
                    "text/vcard",
                    "text/csv; charset=windows-1252",
                    "text/html; charset=iso-8859-15",
                    "text/plain; charset=utf-16le",
                    "text/plain; charset=iso-2022-jp",
                    "application/ics",
                    "message/delivery-status");

    private static final List<UnaryOperator<String>> WAYS =
            List.of(
                    address -> address,
                    address -> address.toUpperCase(Locale.ROOT),
                    address -> address.replace("@", "%40"),
                    address -> address.replace("@", "&#64;"),
                    address -> address.replace("@", "&commat;"),
                    address -> address.replace("owner", "owner+shop"),
                    address -> "mailto:" + address + "?subject=x",
                    address -> "<a href=\"mailto:" + address + "\">" + address + "</a>");

    @Test
    void isNeverShown() {
        long first = System.nanoTime();
        int cleaned = 0;

        for (long seed = first; seed < first + MAILS; seed++) {
            String mail = new Trees(new Random(seed)).mail();
            Optional<MailBytes> sent = Replies.reply(mail.getBytes(ISO_8859_1), Replies.request());
            if (sent.isPresent()) {
                assertThat(Leak.in(sent.get().toBytes())).as("seed %d%n%s", seed, mail).isEmpty();
                cleaned++;
            }
        }
        assertThat(cleaned).isGreaterThan(MAILS / 2);
    }

    /// Makes mails that nothing but their size could keep from being cleaned.
    private static final class Trees {
        private final Random random;
        private final String lineEnd;
        private int boundaries;

        Trees(Random random) {
            this.random = random;
            this.lineEnd = random.nextInt(4) == 0 ? "\n" : "\r\n";
        }

        String mail() {
            return ("From: owner@home.example\nTo: jane\nSubject: " + subject() + "\n" + part(0))
                    .replace("\n", lineEnd);
        }

        private String subject() {
            return switch (random.nextInt(3)) {
                case 0 -> "=?utf-8?q?Re=3A_owner=40home.example?=";
                case 1 ->
                        "=?utf-8?b?%s?="
                                .formatted(
                                        Base64.getEncoder()
                                                .encodeToString(hidden().getBytes(UTF_8)));
                default -> hidden();
            };
        }

        private String part(int depth) {
            int kind = depth < 4 ? random.nextInt(5) : 4;
            return switch (kind) {
                case 0, 1 -> multipart(depth);
                case 2 ->
                        "Content-Type: message/rfc822\n\nDelivered-To: owner@home.example\nTo: Me <%s>\n"
                                        .formatted("owner@home.example")
                                + part(depth + 1);
                default -> leaf();
            };
        }

        private String multipart(int depth) {
            String boundary = "b" + boundaries++ + "x";
            StringBuilder part = new StringBuilder("Content-Type: multipart/");
            part.append(random.nextBoolean() ? "mixed" : "alternative");
            part.append("; boundary=\"").append(boundary).append("\"\n\n");
            for (int child = random.nextInt(4); child >= 0; child--) {
                part.append("--").append(boundary).append('\n');
                part.append(part(depth + 1)).append('\n');
            }
            return part.append("--").append(boundary).append("--\n").toString();
        }

        private String leaf() {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            Charset charset =
                    ContentType.of(
                                    new HeaderBlock(
                                            List.of(new HeaderField("Content-Type", " " + type)),
                                            0))
                            .parameter("charset")
                            .map(Charset::forName)
                            .orElse(UTF_8);
            String text = words() + " " + hidden() + " " + words();
            byte[] content = text.replace("\n", lineEnd).getBytes(charset);
            boolean wide = charset.name().equals("UTF-16LE");
            String header = "Content-Type: " + type + "\n" + names();
            return switch (wide ? 0 : random.nextInt(3)) {
                case 0 ->
                        header
                                + "Content-Transfer-Encoding: base64\n\n"
                                + Base64.getMimeEncoder(76, new byte[] {'\n'})
                                        .encodeToString(content);
                case 1 ->
                        header
                                + "Content-Transfer-Encoding: quoted-printable\n\n"
                                + new String(QuotedPrintable.encode(content, lineEnd), ISO_8859_1)
                                        .replace(lineEnd, "\n");
                default ->
                        header
                                + "Content-Transfer-Encoding: 8bit\n\n"
                                + new String(content, ISO_8859_1).replace(lineEnd, "\n");
            };
        }

        private String names() {
            return switch (random.nextInt(6)) {
                case 0 -> "Content-Disposition: attachment; filename=\"owner@home.example.txt\"\n";
                case 1 ->
                        "Content-Disposition: attachment; filename*0*=utf-8''owner%40ho; filename*1*=me.example\n";
                case 2 -> "Content-Description: =?utf-8?q?owner=40home.example?=\n";
                case 3 -> "X-Sender: owner@home.example\n";
                case 4 -> "Content-ID: <owner@home.example>\n";
                default -> "";
            };
        }

        private String hidden() {
            return WAYS.get(random.nextInt(WAYS.size())).apply("owner@home.example");
        }

        private String words() {
            StringBuilder words = new StringBuilder();
            for (int word = random.nextInt(30); word >= 0; word--) {
                words.append(random.nextInt(8) == 0 ? "gr\u00fc\u00dfe" : "word");
                words.append(random.nextInt(6) == 0 ? "\n" : " ");
            }
            return words.toString();
        }
    }
}
