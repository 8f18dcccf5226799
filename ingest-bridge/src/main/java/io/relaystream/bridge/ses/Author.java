package io.relaystream.bridge.ses;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import java.util.List;
import java.util.Optional;
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

    static Author of(Fields mail, Headers headers) {
        List<String> sent = headers.values("From").toList();
        List<String> texts =
                sent.isEmpty() ? mail.optionalObject("commonHeaders").optionalTexts("from") : sent;
        if (texts.isEmpty()) {
            return new Author(null, headers.complete() && !headers.fields().isEmpty());
        }
        Optional<EmailAddress> first =
                texts.stream().flatMap(text -> address(text).stream()).findFirst();
        return new Author(first.orElse(null), sent.size() > 1 || first.isEmpty());
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
