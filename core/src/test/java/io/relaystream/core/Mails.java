package io.relaystream.core;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.time.Instant;

/// Mails to [Aliases#open()].
public final class Mails {
    public static final Instant RECEIVED = Instant.parse("2026-01-05T12:00:00Z");
    public static final Instant ACCEPTED = RECEIVED.plusMillis(250);

    private Mails() {}

    public static InboundMail ordinary() {
        return mail("mail-1", "open@relay.localhost", Verdict.PASS, Verdict.PASS, DmarcPolicy.NONE);
    }

    public static InboundMail numbered(int number) {
        return mail(
                "mail-" + number,
                "open@relay.localhost",
                Verdict.PASS,
                Verdict.PASS,
                DmarcPolicy.NONE);
    }

    public static InboundMail to(String recipient) {
        return mail("mail-1", recipient, Verdict.PASS, Verdict.PASS, DmarcPolicy.NONE);
    }

    public static InboundMail spam() {
        return spam(Verdict.FAIL);
    }

    public static InboundMail spam(Verdict verdict) {
        return mail("mail-1", "open@relay.localhost", verdict, Verdict.PASS, DmarcPolicy.NONE);
    }

    public static InboundMail failingDmarc(DmarcPolicy policy) {
        return dmarc(Verdict.FAIL, policy);
    }

    public static InboundMail dmarc(Verdict verdict, DmarcPolicy policy) {
        return mail("mail-1", "open@relay.localhost", Verdict.PASS, verdict, policy);
    }

    public static InboundMail spamFailingDmarc(DmarcPolicy policy) {
        return mail("mail-1", "open@relay.localhost", Verdict.FAIL, Verdict.FAIL, policy);
    }

    private static InboundMail mail(
            String messageId, String recipient, Verdict spam, Verdict dmarc, DmarcPolicy policy) {
        return new InboundMail(
                messageId,
                new EmailAddress(recipient),
                new EmailAddress("sender@shop.example"),
                "relay-mail",
                "emails/" + messageId,
                RECEIVED,
                ACCEPTED,
                false,
                spam,
                Verdict.PASS,
                Verdict.PASS,
                Verdict.PASS,
                dmarc,
                policy);
    }
}
