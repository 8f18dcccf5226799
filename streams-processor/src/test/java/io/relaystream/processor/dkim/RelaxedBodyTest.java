package io.relaystream.processor.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaxedBodyTest {
    private static final String[] PIECES = {" ", "\t", "\r\n", "\r", "\n", ".", "a", "\u00fc"};

    /// RFC 6376 section 3.4.5 is the first; in what follows, each `|` is a CRLF.
    @ParameterizedTest(name = "[{0}] as [{1}]")
    @CsvSource(
            delimiter = '>',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\'',
            textBlock =
                    """
                    ' C |D _ E|||'>' C|D E|'
                    ''>''
                    '|'>''
                    '||| _|'>''
                    'a'>'a|'
                    'a '>'a|'
                    'a||'>'a|'
                    '||a'>'||a|'
                    ' |_ | a'>'|| a|'
                    'a||  |b'>'a|||b|'
                    '.|..|'>'.|..|'
                    """)
    void readsABodyAs(String body, String relaxed) throws NoSuchAlgorithmException {
        assertThat(hash(text(body), 100)).isEqualTo(sha256(text(relaxed)));
    }

    @Test
    void hashesTheEmptyBodyAsTheRfcSays() throws NoSuchAlgorithmException {
        assertThat(hash("", 1)).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void hashesTheBodyOfAnExampleAsTheRfcSays() throws NoSuchAlgorithmException {
        String body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";

        assertThat(hash(body, 7)).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    }

    /// Whatever the text is and in whatever portions it comes.
    @Test
    void agreesWithTheRulesAppliedLineByLine() throws NoSuchAlgorithmException {
        Random random = new Random(6376);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder body = new StringBuilder();
            for (int left = random.nextInt(20); left > 0; left--) {
                body.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String wire = body.toString().replaceAll("\r\n|\r|\n", "\r\n");

            assertThat(hash(body.toString(), 1 + random.nextInt(5)))
                    .as("[%s]", body)
                    .isEqualTo(sha256(Verification.relaxedBody(wire)));
        }
    }

    private static String hash(String body, int portion) throws NoSuchAlgorithmException {
        RelaxedBody relaxed = new RelaxedBody(MessageDigest.getInstance("SHA-256"));
        byte[] bytes = body.getBytes(ISO_8859_1);
        for (int at = 0; at < bytes.length; at += portion) {
            relaxed.write(bytes, at, Math.min(portion, bytes.length - at));
        }
        return Base64.getEncoder().encodeToString(relaxed.hash());
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
        return Base64.getEncoder().encodeToString(hash);
    }

    private static String text(String drawn) {
        return drawn.replace("|", "\r\n").replace('_', '\t');
    }
}
