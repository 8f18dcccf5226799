package io.relaystream.processor.edge.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.delivery.DeliveryCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of what each reply means; see RFC 5321 section 4.2.
class SmtpAnswerTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    OPENING,     421, Too busy,                                DEFERRED
                    OPENING,     554, No SMTP service here,                    SENDER_REFUSED
                    OPENING,     535, Authentication credentials invalid,      SENDER_REFUSED
                    OPENING,     538, Encryption required,                     SENDER_REFUSED
                    OPENING,     454, Temporary authentication failure,        THROTTLED
                    OPENING,     250, STARTTLS is not offered,                 UNREACHABLE
                    ENVELOPE,    421, Closing,                                 DEFERRED
                    ENVELOPE,    450, Mailbox busy,                            DEFERRED
                    ENVELOPE,    451, Local error,                             DEFERRED
                    ENVELOPE,    452, 4.2.2 Mailbox over quota,                DEFERRED
                    ENVELOPE,    450, 4.7.0 Too many connections,              THROTTLED
                    ENVELOPE,    451, 4.7.0 Rate limit exceeded,               THROTTLED
                    ENVELOPE,    454, Throttling failure: Maximum sending rate exceeded., THROTTLED
                    HANDED_OVER, 454, Throttling failure: Daily message quota exceeded.,  THROTTLED
                    HANDED_OVER, 451, Daily sending quota exceeded,            THROTTLED
                    ENVELOPE,    530, Authentication required,                 SENDER_REFUSED
                    HANDED_OVER, 534, Mechanism too weak,                      SENDER_REFUSED
                    ENVELOPE,    550, No such user,                            REFUSED
                    SENDER,      552, 5.3.4 Message size exceeds fixed limit,   TOO_LARGE
                    SENDER,      552, Requested action aborted,                TOO_LARGE
                    SENDER,      552, 5.2.2 Over quota,                        REFUSED
                    SENDER,      552, 5.7.0 Blocked,                           REFUSED
                    SENDER,      550, Message too large,                       TOO_LARGE
                    SENDER,      550, No,                                      SENDER_REFUSED
                    SENDER,      530, 5.3.4 Authentication required,           SENDER_REFUSED
                    OPENING,     552, 5.3.4 Strange,                           SENDER_REFUSED
                    ENVELOPE,    552, Too large,                               TOO_LARGE
                    ENVELOPE,    552, Mailbox is full,                         REFUSED
                    ENVELOPE,    552, Requested action aborted,                REFUSED
                    ENVELOPE,    550, 5.2.3 RESOLVER.RST.RecipSizeLimit,       TOO_LARGE
                    HANDED_OVER, 552, 552-5.2.3 Your message exceeded a limit,  TOO_LARGE
                    HANDED_OVER, 552, 552 5.2.2 The mailbox size is exceeded,   REFUSED
                    HANDED_OVER, 552, 552 Message is too long.,                 TOO_LARGE
                    HANDED_OVER, 552, 5.3.0 Mail too big,                      TOO_LARGE
                    HANDED_OVER, 552, 5.7.0 Attachment type is a risk,         REFUSED
                    HANDED_OVER, 552, Mailbox size quota exceeded,             REFUSED
                    HANDED_OVER, 554, Message size exceeds the limit,          TOO_LARGE
                    HANDED_OVER, 554, 5.6.0 Line too long,                     REFUSED
                    HANDED_OVER, 500, Line too long,                           REFUSED
                    HANDED_OVER, 452, 4.3.1 Insufficient system storage,       DEFERRED
                    ENVELOPE,    501, Bad address,                             REFUSED
                    HANDED_OVER, 554, Message rejected,                        REFUSED
                    HANDED_OVER, 421, Closing,                                 DEFERRED
                    HANDED_OVER, 250, Ok,                                      SENT
                    HANDED_OVER, 354, Strange,                                 NO_ANSWER
                    ENVELOPE,    250, Strange,                                 UNREACHABLE
                    """)
    void aReplyMeans(SmtpStage stage, int code, String text, DeliveryCode meaning) {
        assertThat(new SmtpAnswer.Reply(stage, code, text).meaning()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENING, UNREACHABLE",
        "ENVELOPE, UNREACHABLE",
        "CONTENT, UNREACHABLE",
        "HANDED_OVER, NO_ANSWER"
    })
    void silenceMeans(SmtpStage stage, DeliveryCode meaning) {
        assertThat(new SmtpAnswer.Broken(stage).meaning()).isEqualTo(meaning);
    }

    @Test
    void mailOverTheLimitIsNotOfferedAgain() {
        SmtpAnswer answer = new SmtpAnswer.OverLimit(SmtpStage.SENDER);

        assertThat(answer.meaning()).isEqualTo(DeliveryCode.TOO_LARGE);
        assertThat(answer.stale()).isFalse();
    }
}
