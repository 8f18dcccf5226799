package io.relaystream.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form that must come with a one-click unsubscription, so that whoever only looks at the link
/// changes nothing: `List-Unsubscribe=One-Click`, as either kind of form (RFC 8058 section 3.2).
final class OneClickForm {
    private static final String NAME = "List-Unsubscribe";
    private static final String VALUE = "One-Click";

    /// Its part of a form in parts (RFC 7578). The bounds keep hostile bodies cheap.
    private static final Pattern PART =
            Pattern.compile(
                    "(?i:content-disposition:\\s{0,9}form-data;[^\\r\\n]{0,200}?\\bname=)\"?"
                            + NAME
                            + "\"?\\s*(?:;[^\\r\\n]{0,200})?\\r?\\n"
                            + "(?:[^\\r\\n]{1,200}\\r?\\n){0,9}\\r?\\n"
                            + VALUE
                            + "\\r?\\n--");

    private OneClickForm() {}

    /// @param contentType of the body
    static boolean asked(String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                ? PART.matcher(text).find()
                : Arrays.stream(text.strip().split("&", -1)).anyMatch(OneClickForm::isIt);
    }

    private static boolean isIt(String field) {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8).equals(NAME + "=" + VALUE);
        } catch (IllegalArgumentException _) {
            // A percent sign that escapes nothing: some other field.
            return false;
        }
    }
}
