package io.relaystream.bridge.ses;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who wrote a mail, as far as its notification shows: the header field as it was sent, or if it is
/// not there, what SES read in it.
///
/// @param address the first mailbox of `From:`; null if it cannot be told
/// @param malformed whether `From:` is missing, there twice, or holds no address; false if the
///   notification does not show the field
record Author(@Nullable EmailAddress address, boolean malformed) {
    /// An encoded word is part of a name (RFC 2047 section 5). Some readers decode it in an address
    /// all the same, so that they disagree about whose address it is: then it is nobody's.
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?[^?]*\\?[BbQq]\\?[^?]*\\?=");

    /// A character that may stand in a name, but in no address.
    private static final String IN_NO_ADDRESS = "\uFFFD";

    /// Where an address ends in a field.
    private static final String NO_END = "[^\\s<>,;:\"'()]";

    static Author of(Fields mail, Headers headers) {
        List<String> texts = texts(mail, headers);
        if (texts.isEmpty()) {
            return new Author(null, headers.complete() && !headers.fields().isEmpty());
        }
        Optional<EmailAddress> first =
                texts.stream().flatMap(text -> address(text).stream()).findFirst();
        boolean twice = headers.values("From").count() > 1;
        return new Author(first.orElse(null), twice || first.isEmpty());
    }

    /// As [#of], but whoever is named beside another cannot be told: readers of a field may
    /// disagree about whose it is, and the verdicts of the receiving server are about whom it has
    /// read.
    static Author alone(Fields mail, Headers headers) {
        Author author = of(mail, headers);
        EmailAddress address = author.address;
        return address != null && texts(mail, headers).stream().anyMatch(names(address).negate())
                ? new Author(null, author.malformed)
                : author;
    }

    /// Whether a text has no other address in it than this one.
    private static Predicate<String> names(EmailAddress only) {
        Pattern address =
                Pattern.compile(
                        "(?<!%1$s)%2$s(?!%1$s)".formatted(NO_END, Pattern.quote(only.value())));
        return text -> !address.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("").contains("@");
    }

    private static List<String> texts(Fields mail, Headers headers) {
        List<String> sent = headers.values("From").toList();
        return sent.isEmpty() ? mail.optionalObject("commonHeaders").optionalTexts("from") : sent;
    }

    /// What stands in the last brackets counts where the first mailbox is none, as in `Jane @ Shop,
    /// Inc. <jane@shop.example>` and after a quote that nobody closed.
    private static Optional<EmailAddress> address(String text) {
        String plain = ENCODED_WORD.matcher(text).replaceAll(IN_NO_ADDRESS);
        return Mailbox.first(plain)
                .address()
                .or(() -> EmailAddress.parse(plain.substring(Math.max(0, plain.lastIndexOf('<')))));
    }
}
