package io.relaystream.processor.mime;

import java.util.List;

/// What becomes of each header field of a forwarded mail: one ordered table, the first match wins.
///
/// Everything that is not named is kept. A second copy of a field that may appear only once makes
/// SES refuse the mail ("Amazon SES header fields") and readers disagree, so the first one counts;
/// only trace fields and private ones may be repeated.
///
/// @param pattern the field's name in lower case; a `*` at the end stands for any rest
record HeaderPolicy(String pattern, Fate fate) {

    /// What becomes of a field.
    enum Fate {
        /// It and its repetitions go out as they came.
        KEEP,
        /// The first one goes out as it came.
        KEEP_FIRST,
        /// The first one goes out as it came if the mail says how to unsubscribe from its list,
        /// else none does: ours would be a second copy.
        KEEP_IF_LIST,
        /// They go out as they came, but for the first one if it names the alias: it tells how the
        /// mail came to us.
        KEEP_BEFORE_US,
        /// One of our own takes its place.
        REPLACE,
        DROP
    }

    /// The fields in force.
    static final List<HeaderPolicy> STANDARD =
            List.of(
                    // Who it is from and to, as the owner is to see it.
                    replace("from"),
                    replace("to"),
                    replace("reply-to"),
                    replace("cc"),
                    // They name an author or a recipient that the rewritten mail does not have.
                    drop("sender"),
                    drop("resent-*"),
                    drop("bcc"),
                    drop("delivered-to"),
                    drop("return-path"),
                    // A receipt would show the owner's mailbox to the sender.
                    drop("disposition-notification-*"),
                    drop("return-receipt-to"),
                    drop("x-confirm-reading-to"),
                    // Signatures break with the first edit; verdicts are those of other servers.
                    drop("dkim-signature"),
                    drop("domainkey-signature"),
                    drop("arc-*"),
                    drop("authentication-results"),
                    drop("received-spf"),
                    // They describe the body, which may change.
                    drop("content-length"),
                    drop("content-md5"),
                    // They steer SES, or pass for ours.
                    drop("x-ses-*"),
                    drop("x-relaystream-*"),
                    // It says nothing without List-Unsubscribe (RFC 8058 section 3.1).
                    keepIfList("list-unsubscribe-post"),
                    // May be repeated.
                    keepBeforeUs("received"),
                    keep("x-*"),
                    // Message-ID, In-Reply-To, References, Date, Subject, MIME-Version,
                    // Content-*, List-*, Auto-Submitted, Precedence and all others.
                    keepFirst("*"));

    /// @param key a field's name in lower case
    static Fate of(String key) {
        for (HeaderPolicy policy : STANDARD) {
            if (policy.covers(key)) {
                return policy.fate;
            }
        }
        throw new AssertionError("the last row of the table covers every name");
    }

    private boolean covers(String key) {
        int star = pattern.length() - 1;
        return pattern.charAt(star) == '*'
                ? key.regionMatches(0, pattern, 0, star)
                : key.equals(pattern);
    }

    private static HeaderPolicy keep(String pattern) {
        return new HeaderPolicy(pattern, Fate.KEEP);
    }

    private static HeaderPolicy keepFirst(String pattern) {
        return new HeaderPolicy(pattern, Fate.KEEP_FIRST);
    }

    private static HeaderPolicy keepIfList(String pattern) {
        return new HeaderPolicy(pattern, Fate.KEEP_IF_LIST);
    }

    private static HeaderPolicy keepBeforeUs(String pattern) {
        return new HeaderPolicy(pattern, Fate.KEEP_BEFORE_US);
    }

    private static HeaderPolicy replace(String pattern) {
        return new HeaderPolicy(pattern, Fate.REPLACE);
    }

    private static HeaderPolicy drop(String pattern) {
        return new HeaderPolicy(pattern, Fate.DROP);
    }
}
