package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Where owners manage their aliases, and what leads there from mail.
///
/// @param url of its page, without a slash at the end
public record Dashboard(String url) {

    /// Leads to an alias. The address stands where browsers do not send it to anyone.
    String link(EmailAddress alias) {
        return url
                + "/#alias="
                + URLEncoder.encode(alias.withoutTag().value(), StandardCharsets.UTF_8);
    }

    /// Switches an alias off.
    String unsubscribe(String token) {
        return url + "/unsubscribe/" + token;
    }

    /// Gives a mail that is too large to be forwarded.
    public String mail(String token) {
        return url + "/mail/" + token;
    }
}
