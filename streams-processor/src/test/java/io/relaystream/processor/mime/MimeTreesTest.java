package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.processor.mime.SecondParser.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every tree of parts, as a second parser sees it. A failure prints its seed.
class MimeTreesTest {
    private static final int MAILS = 500;

    @Test
    void keepsEveryPartAndAddsNothingButTheBanner() {
        long first = System.nanoTime();
        int edited = 0;

        for (long seed = first; seed < first + MAILS; seed++) {
            byte[] mail = new MimeTrees(new Random(seed)).mail();
            Forwarded forwarded = Corpus.forward(mail);

            List<Part> before = SecondParser.parts(mail);
            List<Part> after = SecondParser.parts(forwarded.mail().toBytes());

            assertThat(forwarded.wrapped()).as("seed %d", seed).isFalse();
            assertThat(after).as("seed %d", seed).hasSameSizeAs(before);
            for (int at = 0; at < before.size(); at++) {
                isKept(before.get(at), after.get(at), "seed %d, part %d".formatted(seed, at));
            }
            edited += after.equals(before) ? 0 : 1;
        }
        assertThat(edited).isGreaterThan(MAILS / 4);
    }

    private static void isKept(Part before, Part after, String where) {
        assertThat(after.path()).as(where).isEqualTo(before.path());
        assertThat(after.type()).as(where).isEqualTo(before.type());
        if (after.content().equals(before.content())) {
            return;
        }
        String was = text(before);
        String is = text(after);
        int banner = is.indexOf("open@relay.localhost");
        assertThat(before.type()).as(where).startsWith("text/");
        assertThat(banner).as(where).isNotNegative();
        assertThat(without(is, before.type())).as(where).isEqualTo(was);
    }

    /// The text before the banner came into it.
    private static String without(String text, String type) {
        return text.replaceFirst(
                type.equals("text/html")
                        ? "\r?\n<div class=\"relaystream-banner\".*</div>\r?\n"
                        : "This mail was sent to your alias .*(\r?\n){2}",
                "");
    }

    private static String text(Part part) {
        byte[] bytes = new byte[part.content().remaining()];
        part.content().duplicate().get(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
