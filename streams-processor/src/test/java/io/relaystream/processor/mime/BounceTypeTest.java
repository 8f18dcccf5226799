package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BounceTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    5.1.1  | smtp; 550 5.1.1 no such user                     | Permanent | General
                    5.1.10 | smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound   | Permanent | General
                    5.2.1  | smtp; 550 5.2.1 mailbox disabled                 | Permanent | General
                    5.4.4  | -                                                | Permanent | General
                    4.4.1  | x-postfix; connect to 192.0.2.25: timed out      | Transient | General
                    4.4.7  | smtp; 550 4.4.7 message expired                  | Transient | General
                    5.2.2  | smtp; 552 5.2.2 over quota                       | Transient | MailboxFull
                    4.2.2  | smtp; 452 4.2.2 over quota                       | Transient | MailboxFull
                    5.2.3  | -                                                | Permanent | MessageTooLarge
                    4.2.3  | -                                                | Transient | MessageTooLarge
                    5.3.4  | smtp; 552 5.3.4 message too big                  | Permanent | MessageTooLarge
                    4.3.4  | -                                                | Transient | MessageTooLarge
                    5.6.0  | -                                                | Permanent | ContentRejected
                    5.7.1  | smtp; 550 5.7.1 blocked                          | Permanent | ContentRejected
                    4.7.0  | smtp; 421 4.7.0 try again                        | Transient | ContentRejected
                    5.1.1  | smtp; 550 5.1.1 against our policy               | Permanent | General
                    """)
    void goesByTheStatus(
            @Nullable String status, @Nullable String diagnostic, String type, String subType) {
        assertThat(of(status, diagnostic)).isEqualTo(new BounceType(type, subType));
    }

    /// Exim writes 5.0.0 always, Sendmail 5.3.0 where it has no better one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    5.0.0 | smtp; 550 5.1.1 no such user                      | Permanent | General
                    5.0.0 | smtp; 550 no such user                            | Permanent | General
                    5.0.0 | smtp; 552 5.2.2 over quota                        | Transient | MailboxFull
                    5.0.0 | smtp; 552 mailbox is full                         | Transient | MailboxFull
                    5.0.0 | smtp; 552 message size exceeds fixed maximum      | Permanent | MessageTooLarge
                    5.0.0 | smtp; 552 mailbox size limit exceeded             | Transient | MailboxFull
                    5.3.0 | smtp; 554 rejected as spam                        | Permanent | ContentRejected
                    5.0.0 | smtp; 550 rejected by local policy                | Permanent | ContentRejected
                    5.0.0 | smtp; 451 4.3.0 try again later                   | Transient | General
                    5.0.0 | SMTP error from mx after RCPT: 451 try later      | Transient | General
                    5.0.0 | smtp; 550 from 4.5.6.7 and 451                    | Permanent | General
                    5.0.0 | smtp; 550 rejected by Exim 4.98.2 at: 4.5.6.78    | Permanent | General
                    5.0.0 | -                                                 | Permanent | General
                    4.0.0 | smtp; 550 no such user                            | Transient | General
                    """)
    void goesByTheDiagnosisWhereTheStatusTellsNothing(
            @Nullable String status, @Nullable String diagnostic, String type, String subType) {
        assertThat(of(status, diagnostic)).isEqualTo(new BounceType(type, subType));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    smtp; 550 5.1.1 no such user              | Permanent | General
                    smtp; 550-no such user                    | Permanent | General
                    smtp;450                                  | Transient | General
                    smtp; 5.1.0 - unknown address 450-nobody  | Permanent | General
                    smtp; 552 too big a mail, size limit      | Permanent | MessageTooLarge
                    x-local; this looks like spam             | Transient | ContentRejected
                    x-local; over quota                       | Transient | MailboxFull
                    x-local; 1550 things went wrong, 5.5.5.5  | Transient | Undetermined
                    -                                         | Transient | Undetermined
                    """)
    void goesByTheDiagnosisWhereThereIsNoStatus(
            @Nullable String diagnostic, String type, String subType) {
        assertThat(of(null, diagnostic)).isEqualTo(new BounceType(type, subType));
    }

    private static BounceType of(@Nullable String status, @Nullable String diagnostic) {
        return BounceType.of(
                Optional.ofNullable(status), Optional.ofNullable(diagnostic).orElse(""));
    }
}
