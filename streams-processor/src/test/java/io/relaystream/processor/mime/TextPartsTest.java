package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TextPartsTest {

    @Test
    void findsTheAlternativesOfTheFirstText() {
        String mail =
                """
                Content-Type: multipart/mixed; boundary="a b"

                preamble
                --a b
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                plain
                --a
                Content-Type: multipart/related; boundary=c

                --c
                Content-Type: text/html

                html
                --c
                Content-Type: image/png

                image
                --c--
                --a--
                --a b
                Content-Type: text/html

                second
                --a b
                Content-Disposition: attachment

                attached
                --a b--
                epilogue
                """;

        assertThat(found(mail)).containsExactly("plain!", "html!", "second");
        assertThat(found(mail.replace("\n", "\r\n"))).containsExactly("plain!", "html!", "second");
    }

    @Test
    void findsTheFirstTextBehindAnImage() {
        assertThat(
                        found(
                                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/gif\n\nx\n--b\n\nno header\n--b\n\nHi\n--b--"))
                .containsExactly("no header!", "Hi");
    }

    @Test
    void readsWhatIsNotClosed() {
        assertThat(
                        found(
                                """
                                Content-Type: multipart/mixed; boundary=b

                                --b
                                Content-Type: multipart/alternative; boundary=c

                                --c

                                one
                                --b \t
                                Content-Type: text/plain

                                two"""))
                .containsExactly("one!", "two");
    }

    @Test
    void findsNothingWhereALineMayBeADelimiter() {
        String mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\na\n%s\n--b--\n";

        for (String line : List.of("--bb", "--b x", "--b--x", "--b " + "x".repeat(500))) {
            assertThat(found(mail.formatted(line))).as(line).isEmpty();
        }
        for (String line : List.of(" --b", "--", "---b", "--c", "-b", "b", "--B")) {
            assertThat(found(mail.formatted(line))).as(line).containsExactly("a\n" + line + "!");
        }
    }

    @Test
    void findsNothingWithoutTheBlankLineBehindAHeader() {
        for (String part :
                List.of(
                        "",
                        "Hi\n",
                        "Content-Type: text/plain\n",
                        "Content-Type: text/plain\nHi\n")) {
            for (String end : List.of("--b--\n", "--b\n--b--\n", "")) {
                String mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + part + end;

                assertThat(found(mail)).as(mail).isEmpty();
                assertThat(found(mail.replace("\n", "\r\n"))).as(mail).isEmpty();
            }
        }
        assertThat(found("Content-Type: multipart/mixed; boundary=b\n\n--b")).isEmpty();
        assertThat(found("Content-Type: text/plain\nHi\n")).containsExactly("Hi\n!");
    }

    @Test
    void tellsABoundaryFromOneThatBeginsLikeIt() {
        assertThat(
                        found(
                                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\na\n--bb--\n--b\n\nc\n--b--"))
                .containsExactly("a!", "c");
    }

    @Test
    void divesIntoNothingThatIsSealed() {
        for (String type : List.of("signed", "encrypted", "report", "digest")) {
            assertThat(
                            found(
                                    "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/"
                                            + type
                                            + "; boundary=c\n\n--c\n\nsealed\n--c--\n--b\n\nfooter\n--b--"))
                    .containsExactly("footer");
        }
    }

    @Test
    void doesNotReadWhatCanBeReadInTwoWays() {
        assertThat(found("Content-Type: multipart/mixed; boundary=b; boundary=c\n\n--b\n\nx\n"))
                .isEmpty();
        assertThat(
                        found(
                                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n"))
                .isEmpty();
        assertThat(found("Content-Type: multipart/mixed\n\n--b\n\nx\n")).isEmpty();
        for (String parameters :
                List.of(
                        "boundary*=us-ascii''b",
                        "boundary*0=b",
                        "boundary*0=\"\"; boundary*1=b",
                        "boundary=b; boundary*=us-ascii''c",
                        "boundary=b; x=" + "x".repeat(2_000))) {
            assertThat(found("Content-Type: multipart/mixed; " + parameters + "\n\n--b\n\nx\n"))
                    .as(parameters)
                    .isEmpty();
        }
    }

    @Test
    void givesUpBeyondItsLimits() {
        String parts = "--b\n\nx\n".repeat(TextParts.MAX_PARTS);
        String header = "Content-Type: multipart/mixed; boundary=b\n\n";

        assertThat(of(header + parts)).isPresent();
        assertThat(of(header + parts + "--b\n\nx\n")).isEmpty();
        assertThat(of(nested(TextParts.MAX_DEPTH))).isPresent();
        assertThat(of(nested(TextParts.MAX_DEPTH + 1))).isEmpty();
        assertThat(of(nested(10_000))).isEmpty();
        assertThat(of(header + "--b\n" + "X: y\n".repeat(60_000) + "\nx\n")).isEmpty();
        String manyFields = "--b\n" + "X: y\n".repeat(50_000) + "\nx\n";
        assertThat(of(header + manyFields.repeat(4))).isPresent();
        assertThat(of(header + manyFields.repeat(5))).isEmpty();
    }

    @Test
    void leavesOutTextsThatAreVeryLong() {
        String header = "Content-Type: multipart/mixed; boundary=b\n\n";
        String longText = "--b\n\n" + "x".repeat(TextParts.MAX_LENGTH) + "\n";
        String tooLong = "--b\n\n" + "x".repeat(TextParts.MAX_LENGTH + 1) + "\n";

        assertThat(found(header + tooLong + "--b\n\nHi\n--b--\n")).containsExactly("Hi");
        assertThat(found(header + longText.repeat(4) + "--b\n\nHi\n--b--\n")).hasSize(4);
    }

    @Test
    void findsNothingWhereTooManyLinesBeginLikeADelimiter() {
        String mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n%s--b--\n";

        assertThat(found(mail.formatted("--\n".repeat(1_000)))).hasSize(1);
        assertThat(found(mail.formatted("--\n".repeat(100_001)))).isEmpty();
    }

    @Test
    void takesLinearTime() {
        String header = nested(TextParts.MAX_DEPTH - 1);
        for (String piece :
                List.of("\n--", "-", "\n-", "--\n", "\n--b62--x", "\n--b1\t", "\n", "x")) {
            String mail = header + piece.repeat(10_000_000 / piece.length());
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> of(mail), piece);
        }
    }

    /// So many multiparts, one in the other.
    private static String nested(int depth) {
        StringBuilder mail = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            mail.append(
                    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
                            .formatted(level, level));
        }
        return mail + "\nx\n";
    }

    /// The texts; the main ones with an exclamation mark.
    private static List<String> found(String mail) {
        return of(mail).orElseThrow().stream()
                .map(
                        part ->
                                mail.substring(part.bodyStart(), part.bodyEnd())
                                        + (part.main() ? "!" : ""))
                .toList();
    }

    private static Optional<List<TextPart>> of(String mail) {
        ByteBuffer raw = ByteBuffer.wrap(mail.getBytes(ISO_8859_1));
        return TextParts.of(raw, HeaderBlock.parse(raw).orElseThrow());
    }
}
