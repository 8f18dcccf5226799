package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Code;
import io.relaystream.core.notice.NoticeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}?");

    @ParameterizedTest
    @CsvSource({"banner, de", "banner, fr", "notice, de", "notice, fr"})
    void areTheSameInEveryLanguageWithTheSameThingsPutIn(String file, String language)
            throws IOException {
        Properties english = file(file);
        Properties other = file(file + "_" + language);

        assertThat(other.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(other.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
            if (!key.equals("greeting")) {
                assertThat(other.getProperty(key)).as(key).isNotEqualTo(english.getProperty(key));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notice", "notice_de", "notice_fr"})
    void areShortLinesWithoutSpaceBehindThem(String file) throws IOException {
        Properties texts = file(file);

        for (String key : texts.stringPropertyNames()) {
            assertThat(texts.getProperty(key).lines())
                    .as(key)
                    .allMatch(line -> line.length() <= 78 && line.equals(line.stripTrailing()));
        }
    }

    @Test
    void haveASubjectAndABodyForEachNotice() throws IOException {
        assertThat(file("notice").stringPropertyNames())
                .containsAll(
                        Stream.of(NoticeKind.values())
                                .map(Code::code)
                                .flatMap(code -> Stream.of(code + ".subject", code + ".body"))
                                .toList());
    }

    @Test
    void areEnglishForWhoeverSpeaksNoneOfOurLanguages() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(Texts.of("notice", "es").language()).isEqualTo(Locale.ENGLISH);
            assertThat(Texts.of("notice", "es").get("greeting")).isEqualTo("Hello,");
            assertThat(Texts.of("notice", "no language").get("greeting")).isEqualTo("Hello,");
            assertThat(Texts.of("notice", "fr-CA").get("greeting")).isEqualTo("Bonjour,");
        } finally {
            Locale.setDefault(before);
        }
    }

    /// A stranger may have written what is put in.
    @Test
    void putValuesInAsTheyAre() {
        Texts texts = Texts.of("notice", "en");

        assertThat(texts.get("too_large.subject", Map.of("alias", "{size} $1 \\", "size", "5")))
                .isEqualTo("A mail to your alias {size} $1 \\ is too large");
    }

    private static Properties file(String name) throws IOException {
        Properties texts = new Properties();
        try (InputStream in =
                Objects.requireNonNull(
                        Texts.class.getResourceAsStream(name + ".properties"), name)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().map(MatchResult::group).forEach(places::add);
        return places;
    }
}
