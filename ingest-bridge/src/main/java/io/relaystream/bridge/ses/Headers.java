package io.relaystream.bridge.ses;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.core.seal.HopMark;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The header fields of a mail that its notification shows, and what they say about the mail. A
/// value that is no text counts as empty; what has no name is no field.
///
/// Source: Amazon SES, "Contents of notifications for email receiving", the `mail` object.
///
/// @param fields in their order
/// @param complete whether the mail has no others
record Headers(List<Field> fields, boolean complete) {
    private static final int MOST_HOPS = 10;
    private static final int MOST_SIGNATURES = 20;

    /// Longer or other text is no mark of ours.
    private static final Pattern HOP = Pattern.compile("[!-~][ -~]{0,199}");

    record Field(String name, String value) {}

    static Headers of(Fields mail) {
        List<Field> fields =
                mail.optionalObjects("headers").stream()
                        .map(header -> new Field(text(header, "name"), text(header, "value")))
                        .filter(field -> !field.name.isEmpty())
                        .toList();
        return new Headers(fields, !mail.json().path("headersTruncated").booleanValue());
    }

    /// The values of the fields of that name, in whatever case it is written.
    Stream<String> values(String name) {
        return fields.stream().filter(field -> field.name.equalsIgnoreCase(name)).map(Field::value);
    }

    boolean bulk() {
        return fields.stream()
                        .anyMatch(field -> field.name.toLowerCase(Locale.ROOT).startsWith("list-"))
                || values("Precedence")
                        .anyMatch(it -> it.equalsIgnoreCase("bulk") || it.equalsIgnoreCase("list"));
    }

    /// Whether it says that a program answered on its own (RFC 3834): anything but `no`, which may
    /// have parameters behind it.
    boolean autoSubmitted() {
        return values("Auto-Submitted")
                .map(value -> value.split("[; ]", 2)[0])
                .anyMatch(keyword -> !keyword.isEmpty() && !keyword.equalsIgnoreCase("no"));
    }

    /// How many servers say that they had it.
    int received() {
        return (int) values("Received").count();
    }

    /// The mailboxes that it was delivered to before, without tags.
    Set<EmailAddress> deliveredTo() {
        return values("Delivered-To")
                .flatMap(value -> Mailbox.first(value).address().stream())
                .map(EmailAddress::withoutTag)
                .collect(Collectors.toSet());
    }

    /// What may be our own marks on it.
    List<String> hops() {
        return values(HopMark.FIELD)
                .filter(value -> HOP.matcher(value).matches())
                .limit(MOST_HOPS)
                .toList();
    }

    /// The domains that say that they have signed it (RFC 6376 section 3.5), as they are written if
    /// that is no host.
    ///
    /// @return none unless all are known
    List<String> signers() {
        List<String> all =
                values("DKIM-Signature").map(Headers::signer).limit(MOST_SIGNATURES + 1L).toList();
        return complete && all.size() <= MOST_SIGNATURES ? all : List.of();
    }

    /// The value of the one `d=` of a signature; nothing if there is none or another.
    private static String signer(String signature) {
        List<String> domains =
                Arrays.stream(signature.split(";", -1))
                        .map(tag -> tag.replaceAll("\\s", ""))
                        .filter(tag -> tag.startsWith("d="))
                        .map(tag -> tag.substring(2))
                        .toList();
        return domains.size() == 1 ? host(domains.getFirst()) : "";
    }

    private static String host(String text) {
        try {
            return EmailAddress.host(text);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// On one line, as mail servers may fold a field anywhere between words.
    private static String text(Fields header, String name) {
        return header.optionalText(name).orElse("").strip().replaceAll("\\s+", " ");
    }
}
