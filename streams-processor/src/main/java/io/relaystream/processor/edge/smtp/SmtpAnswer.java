package io.relaystream.processor.edge.smtp;

import io.relaystream.core.delivery.DeliveryCode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came of a mail on a connection, and what that means. Pure.
///
/// Source of the codes: RFC 5321 section 4.2, RFC 4954 section 6; for SES's SMTP interface "Amazon
/// SES SMTP response codes".
sealed interface SmtpAnswer {

    /// The server said something.
    ///
    /// @param code 200 to 599
    /// @param text the whole reply
    record Reply(SmtpStage stage, int code, String text) implements SmtpAnswer {}

    /// The connection could not be made, broke, or stayed silent for too long.
    record Broken(SmtpStage stage) implements SmtpAnswer {}

    /// Nothing was said: the mail is larger than what the server had announced to take (RFC 1870).
    record OverLimit(SmtpStage stage) implements SmtpAnswer {}

    /// 530, 534, 535, 538: authentication is missing, too weak, wrong, or needs encryption.
    Set<Integer> AUTHENTICATION = Set.of(530, 534, 535, 538);

    int TEMPORARY_AUTHENTICATION_FAILURE = 454;
    int STORAGE_EXCEEDED = 552;

    /// What stands behind the code (RFC 2034), on the first line.
    Pattern STATUS = Pattern.compile("^(?:5\\d\\d[ -])?5\\.(\\d{1,3}\\.\\d{1,3})\\b");

    /// The message is too large for the mailbox, or for the system (RFC 3463).
    Set<String> TOO_LARGE = Set.of("2.3", "3.4");

    /// They leave to the words what is meant.
    Set<String> VAGUE = Set.of("0.0", "2.0", "3.0", "5.0");

    /// What the code for a lack of storage is given for, by SES and others.
    Pattern ABOUT_SIZE = Pattern.compile("size|large|big|long", Pattern.CASE_INSENSITIVE);

    Pattern MESSAGE_SIZE =
            Pattern.compile(
                    "message[^.]{0,20} too (large|big|long)|message size exceed",
                    Pattern.CASE_INSENSITIVE);

    /// It holds for no mail of any size, and not for ever.
    Pattern MAILBOX_FULL =
            Pattern.compile(
                    "quota|mailbox[^.]{0,20} full|mailbox size|insufficient",
                    Pattern.CASE_INSENSITIVE);

    /// As SES and others word it; a recipient's full mailbox (`over quota`) is something else.
    Pattern THROTTLING =
            Pattern.compile(
                    "throttl|sending rate|rate (limit|exceed)|too many|daily [a-z ]*quota",
                    Pattern.CASE_INSENSITIVE);

    SmtpStage stage();

    default DeliveryCode meaning() {
        return switch (this) {
            case Broken(SmtpStage stage) -> silence(stage);
            case OverLimit _ -> DeliveryCode.TOO_LARGE;
            case Reply(SmtpStage stage, int code, String text) ->
                    switch (code / 100) {
                        case 2 ->
                                stage == SmtpStage.HANDED_OVER
                                        ? DeliveryCode.SENT
                                        : DeliveryCode.UNREACHABLE;
                        case 4 -> later(code, text);
                        case 5 -> never(stage, code, text);
                        default -> silence(stage);
                    };
        };
    }

    /// Whether a connection that had been used before may simply have grown too old, and nothing of
    /// the mail was written yet: 421 is how a server says good-bye.
    default boolean stale() {
        return (stage() == SmtpStage.SENDER || stage() == SmtpStage.ENVELOPE)
                && switch (this) {
                    case Broken _ -> true;
                    case OverLimit _ -> false;
                    case Reply(_, int code, _) -> code == 421;
                };
    }

    private static DeliveryCode silence(SmtpStage stage) {
        return switch (stage) {
            case OPENING, SENDER, ENVELOPE, CONTENT -> DeliveryCode.UNREACHABLE;
            case HANDED_OVER -> DeliveryCode.NO_ANSWER;
        };
    }

    private static DeliveryCode later(int code, String text) {
        return code == TEMPORARY_AUTHENTICATION_FAILURE || THROTTLING.matcher(text).find()
                ? DeliveryCode.THROTTLED
                : DeliveryCode.DEFERRED;
    }

    /// A server that turns us away before it has seen the recipient has nothing against the mail,
    /// but for its size, which is announced with `MAIL` (RFC 1870).
    private static DeliveryCode never(SmtpStage stage, int code, String text) {
        if (stage == SmtpStage.OPENING || AUTHENTICATION.contains(code)) {
            return DeliveryCode.SENDER_REFUSED;
        }
        if (tooLarge(stage, code, text)) {
            return DeliveryCode.TOO_LARGE;
        }
        return stage == SmtpStage.SENDER && code != STORAGE_EXCEEDED
                ? DeliveryCode.SENDER_REFUSED
                : DeliveryCode.REFUSED;
    }

    /// The status decides; where it is vague or missing, the words.
    private static boolean tooLarge(SmtpStage stage, int code, String text) {
        Matcher found = STATUS.matcher(text);
        String status = found.find() ? found.group(1) : "0.0";
        if (!VAGUE.contains(status)) {
            return TOO_LARGE.contains(status);
        }
        if (MAILBOX_FULL.matcher(text).find()) {
            return false;
        }
        return code == STORAGE_EXCEEDED
                ? stage == SmtpStage.SENDER || ABOUT_SIZE.matcher(text).find()
                : MESSAGE_SIZE.matcher(text).find();
    }
}
