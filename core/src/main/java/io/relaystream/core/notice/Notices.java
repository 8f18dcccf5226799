package io.relaystream.core.notice;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.time.Instant;
import java.util.List;

/// What stands for a mail of our own where mails are remembered: it came from nobody, lies nowhere,
/// and its recipient is the alias that it is about.
public final class Notices {
    private static final String NOWHERE = "none";

    private Notices() {}

    /// @param cause id of what it is told for; the same cause gives the same notice
    public static InboundMail about(EmailAddress alias, String cause, Instant now) {
        return new InboundMail(
                "notice-" + cause,
                alias,
                null,
                true,
                null,
                false,
                NOWHERE,
                NOWHERE,
                now,
                now,
                0,
                false,
                true,
                0,
                false,
                List.of(),
                Verdict.PROCESSING_FAILED,
                Verdict.PROCESSING_FAILED,
                Verdict.PROCESSING_FAILED,
                Verdict.PROCESSING_FAILED,
                Verdict.PROCESSING_FAILED,
                DmarcPolicy.NONE,
                List.of(),
                List.of(),
                false);
    }
}
