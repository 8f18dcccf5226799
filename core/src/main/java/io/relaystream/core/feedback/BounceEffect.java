package io.relaystream.core.feedback;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a bounce means for the account whose mailbox it is about.
///
/// Source of the types: Amazon SES, "Bounce types"; reports of mail servers (RFC 3464) are put into
/// the same words.
public enum BounceEffect {
    /// The mailbox does not exist, or refuses us for good.
    HARD_PAUSE,
    /// The mailbox takes nothing at the moment.
    SOFT_PAUSE,
    /// The mailbox's server took the mail for spam: the owner wants such mail no more than it does.
    DROP_SPAM,
    /// It was about this one mail, or was no bounce at all.
    NONE;

    /// A word that speaks of spam; an address in what the server says may be called anything.
    private static final Pattern SPAM =
            Pattern.compile("(?:^|\\s)[^\\s@]*spam[^\\s@]*(?=\\s|$)", Pattern.CASE_INSENSITIVE);

    /// What the mailbox's server had against the mail, not against us or its user.
    private static final Set<String> ABOUT_THE_MAIL =
            Set.of("MessageTooLarge", "ContentRejected", "AttachmentRejected");

    /// @param bounce a report of the kind [FeedbackKind#BOUNCE]
    public static BounceEffect of(Feedback bounce) {
        if (SPAM.matcher(text(bounce.diagnostic())).find()) {
            return DROP_SPAM;
        }
        if (ABOUT_THE_MAIL.contains(text(bounce.subType()))) {
            return NONE;
        }
        return switch (text(bounce.type())) {
            case "Permanent" -> HARD_PAUSE;
            case "Transient" -> automaticAnswer(bounce) ? NONE : SOFT_PAUSE;
            default -> NONE;
        };
    }

    /// SES reports an out-of-office answer as `Transient` and `General`, too, but then no server
    /// has refused anything: there is neither a status nor a diagnosis.
    private static boolean automaticAnswer(Feedback bounce) {
        return text(bounce.subType()).equals("General")
                && bounce.status() == null
                && bounce.diagnostic() == null;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
