package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A page that needs nothing but itself: no scripts, nothing that is loaded, no other site around
/// it, and nothing about it told to the next one.
///
/// @param body html behind the title
record HtmlPage(String title, String body) {
    private static final String STYLE =
            "body{font:1.1em/1.5 sans-serif;max-width:32em;margin:3em auto;padding:0 1em}"
                    + "b{overflow-wrap:anywhere}button{font:inherit;padding:.4em 1em}";

    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                    .formatted(hash());

    void answer(Context request, int status) {
        request.status(status)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .contentType("text/html; charset=utf-8")
                .result(html().getBytes(StandardCharsets.UTF_8));
    }

    /// A text as it stands in html, in attributes also.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String html() {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <style>%2$s</style>
        </head>
        <body>
        <h1>%1$s</h1>
        %3$s
        </body>
        </html>
        """
                .formatted(escaped(title), STYLE, body.strip());
    }

    private static String hash() {
        byte[] style = STYLE.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Hashes.sha256().digest(style));
    }
}
