package io.relaystream.processor.mime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What we say to owners, in their language: the texts of one file beside this class.
final class Texts {
    /// The language of the process plays no role: the same mail says the same everywhere.
    private static final Control LANGUAGES =
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private static final List<String> LOCALES = List.of("en", "de", "fr");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final ResourceBundle texts;

    private Texts(ResourceBundle texts) {
        this.texts = texts;
    }

    /// @param file its name, without language and ending
    /// @param language a BCP 47 tag; English if there are no texts in it
    static Texts of(String file, String language) {
        String name = Texts.class.getPackageName() + "." + file;
        return new Texts(
                ResourceBundle.getBundle(name, Locale.forLanguageTag(language), LANGUAGES));
    }

    /// The texts in every language that there are some in.
    ///
    /// @param file as above
    static List<Texts> all(String file) {
        return LOCALES.stream().map(language -> of(file, language)).toList();
    }

    /// The language that the texts are in.
    Locale language() {
        Locale language = texts.getLocale();
        return language.equals(Locale.ROOT) ? Locale.ENGLISH : language;
    }

    String get(String key) {
        return texts.getString(key);
    }

    /// @param values take the places of their names in braces; what they hold is not looked at
    String get(String key, Map<String, String> values) {
        return PLACE.matcher(get(key))
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        values.getOrDefault(place.group(1), place.group())));
    }
}
