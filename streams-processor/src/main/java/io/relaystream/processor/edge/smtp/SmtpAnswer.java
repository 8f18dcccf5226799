package io.relaystream.processor.edge.smtp;

import io.relaystream.core.delivery.DeliveryCode;
import java.util.Set;
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

    /// 530, 534, 535, 538: authentication is missing, too weak, wrong, or needs encryption.
    Set<Integer> AUTHENTICATION = Set.of(530, 534, 535, 538);

    int TEMPORARY_AUTHENTICATION_FAILURE = 454;
    int TOO_LARGE = 552;

    /// As SES and others word it; a recipient's full mailbox (`over quota`) is something else.
    Pattern THROTTLING =
            Pattern.compile(
                    "throttl|sending rate|rate (limit|exceed)|too many|daily [a-z ]*quota",
                    Pattern.CASE_INSENSITIVE);

    SmtpStage stage();

    default DeliveryCode meaning() {
        return switch (this) {
            case Broken(SmtpStage stage) -> silence(stage);
            case Reply(SmtpStage stage, int code, String text) ->
                    switch (code / 100) {
                        case 2 ->
                                stage == SmtpStage.HANDED_OVER
                                        ? DeliveryCode.SENT
                                        : DeliveryCode.UNREACHABLE;
                        case 4 -> later(code, text);
                        case 5 -> never(stage, code);
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
    private static DeliveryCode never(SmtpStage stage, int code) {
        boolean ours =
                switch (stage) {
                    case OPENING -> true;
                    case SENDER -> code != TOO_LARGE;
                    case ENVELOPE, CONTENT, HANDED_OVER -> false;
                };
        return ours || AUTHENTICATION.contains(code)
                ? DeliveryCode.SENDER_REFUSED
                : DeliveryCode.REFUSED;
    }
}
