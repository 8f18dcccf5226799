package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The line in a forwarded mail that tells through which alias it came, and leads to where that is
/// managed.
///
/// @param text all in one line
/// @param sentTo names the alias
/// @param manage says what the link is for
record Banner(Locale language, String text, String sentTo, String manage, String link) {
    private static final String STYLE =
            "margin:0 0 12px;padding:6px;border-bottom:1px solid #ccc;color:#555;font-size:12px";

    /// @param language a BCP 47 tag; English if there are no texts in it
    static Banner of(EmailAddress alias, String language, Dashboard dashboard) {
        Texts texts = Texts.of("banner", language);
        String link = dashboard.link(alias);
        Map<String, String> values = Map.of("alias", alias.value(), "link", link);
        return new Banner(
                texts.language(),
                texts.get("text", values),
                texts.get("sent_to", values),
                texts.get("manage"),
                link);
    }

    /// What the line says in plain text, in all languages, with `{alias}` and `{link}`.
    static List<String> texts() {
        return Texts.all("banner").stream().map(texts -> texts.get("text")).toList();
    }

    /// For a text that can hold US-ASCII only.
    String ascii() {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("[^ -~]", "");
    }

    /// In US-ASCII, so that it can be put into any document.
    String html() {
        return "<div class=\"relaystream-banner\" lang=\"%s\" style=\"%s\">%s <a href=\"%s\">%s</a></div>"
                .formatted(
                        language.toLanguageTag(),
                        STYLE,
                        escaped(sentTo),
                        escaped(link),
                        escaped(manage));
    }

    private static String escaped(String text) {
        StringBuilder html = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c > '~' || "&<>\"".indexOf(c) >= 0) {
                                html.append("&#").append(c).append(';');
                            } else {
                                html.appendCodePoint(c);
                            }
                        });
        return html.toString();
    }
}
