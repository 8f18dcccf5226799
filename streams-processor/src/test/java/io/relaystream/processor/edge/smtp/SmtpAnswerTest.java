package io.relaystream.processor.edge.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.delivery.DeliveryCode;
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
                    ENVELOPE,    552, Too large,                               REFUSED
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
}
