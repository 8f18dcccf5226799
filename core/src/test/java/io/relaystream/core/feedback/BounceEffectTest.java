package io.relaystream.core.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Mails;
import io.relaystream.core.address.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All types and sub-types of SES, and what servers say.
class BounceEffectTest {

    @ParameterizedTest
    @CsvSource({
        "Permanent,    General,                  5.1.1, smtp; 550 no such user,  HARD_PAUSE",
        "Permanent,    NoEmail,                  ,      ,                        HARD_PAUSE",
        "Permanent,    Suppressed,               ,      ,                        HARD_PAUSE",
        "Permanent,    OnAccountSuppressionList, ,      ,                        HARD_PAUSE",
        "Permanent,    ,                         ,      ,                        HARD_PAUSE",
        "Permanent,    MessageTooLarge,          5.3.4, 552 too big,             NONE",
        "Permanent,    ContentRejected,          5.6.1, 550 no,                  NONE",
        "Transient,    MailboxFull,              4.2.2, 452 full,                SOFT_PAUSE",
        "Transient,    MailboxFull,              ,      ,                        SOFT_PAUSE",
        "Transient,    General,                  4.0.0, smtp; 450 try later,     SOFT_PAUSE",
        "Transient,    General,                  ,      ,                        NONE",
        "Transient,    MessageTooLarge,          5.3.4, 552 too big,             NONE",
        "Transient,    ContentRejected,          ,      ,                        NONE",
        "Transient,    AttachmentRejected,       ,      ,                        NONE",
        "Undetermined, Undetermined,             ,      ,                        NONE",
        ",             ,                         ,      ,                        NONE",
        "Unheard,      Of,                       5.0.0, 550 no,                  NONE",
        "Permanent,    General,                  5.7.1, 550 looks like SPAM,     DROP_SPAM",
        "Transient,    General,                  4.7.0, 421 spam suspected,      DROP_SPAM",
        "Permanent,    General,                  5.1.1, 550 <nospam@home.example>: unknown, HARD_PAUSE"
    })
    void tellsWhatABounceMeansForTheAccount(
            @Nullable String type,
            @Nullable String subType,
            @Nullable String status,
            @Nullable String diagnostic,
            BounceEffect effect) {
        Feedback bounce =
                new Feedback(
                        FeedbackKind.BOUNCE,
                        "provider-1",
                        new EmailAddress("owner@home.example"),
                        null,
                        null,
                        null,
                        type,
                        subType,
                        status,
                        diagnostic,
                        Mails.RECEIVED);

        assertThat(BounceEffect.of(bounce)).isEqualTo(effect);
    }
}
