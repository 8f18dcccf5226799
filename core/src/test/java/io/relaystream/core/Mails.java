package io.relaystream.core;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Mails to [Aliases#open()]: the default is the happy case, and each method changes one thing.
public final class Mails {
    public static final Instant RECEIVED = Instant.parse("2026-01-05T12:00:00Z");
    public static final Instant ACCEPTED = RECEIVED.plusMillis(250);

    private Mails() {}

    public static InboundMail ordinary() {
        return mail().build();
    }

    public static InboundMail numbered(int number) {
        return mail().id("mail-" + number).build();
    }

    public static InboundMail to(String recipient) {
        return mail().to(recipient).build();
    }

    public static InboundMail from(String sender) {
        return mail().from(sender).build();
    }

    public static InboundMail bulk() {
        return mail().bulk().build();
    }

    public static InboundMail spam() {
        return spam(Verdict.FAIL);
    }

    public static InboundMail spam(Verdict verdict) {
        return mail().spam(verdict).build();
    }

    public static InboundMail virus(Verdict verdict) {
        return mail().virus(verdict).build();
    }

    public static InboundMail failingDmarc(DmarcPolicy policy) {
        return dmarc(Verdict.FAIL, policy);
    }

    public static InboundMail dmarc(Verdict verdict, DmarcPolicy policy) {
        return mail().dmarc(verdict, policy).build();
    }

    public static InboundMail spamFailingDmarc(DmarcPolicy policy) {
        return mail().spam(Verdict.FAIL).dmarc(Verdict.FAIL, policy).build();
    }

    /// A mail that is being made up.
    public static Draft mail() {
        return new Draft();
    }

    /// Changes one thing at a time.
    public static final class Draft {
        private String messageId = "mail-1";
        private String recipient = "open@relay.localhost";
        private Optional<String> mailFrom = Optional.of("sender@shop.example");
        private boolean nullSender;
        private Optional<String> from = Optional.of("sender@shop.example");
        private boolean malformedSender;
        private Instant receivedAt = RECEIVED;
        private boolean bulk;
        private boolean autoSubmitted;
        private int received = 1;
        private boolean deliveredBefore;
        private List<String> hops = List.of();
        private Verdict spam = Verdict.PASS;
        private Verdict virus = Verdict.PASS;
        private Verdict dmarc = Verdict.PASS;
        private DmarcPolicy dmarcPolicy = DmarcPolicy.NONE;
        private Verdict spf = Verdict.PASS;
        private Verdict dkim = Verdict.PASS;
        private List<String> signers = List.of();
        private List<EmailAddress> addressees = List.of();
        private boolean released;

        private Draft() {}

        public Draft id(String newMessageId) {
            messageId = newMessageId;
            return this;
        }

        public Draft to(String newRecipient) {
            recipient = newRecipient;
            return this;
        }

        public Draft from(String sender) {
            from = Optional.of(sender);
            return this;
        }

        public Draft mailFrom(String sender) {
            mailFrom = Optional.of(sender);
            return this;
        }

        public Draft nullSender() {
            mailFrom = Optional.empty();
            nullSender = true;
            return this;
        }

        public Draft malformedSender() {
            from = Optional.empty();
            malformedSender = true;
            return this;
        }

        public Draft receivedAt(Instant at) {
            receivedAt = at;
            return this;
        }

        public Draft bulk() {
            bulk = true;
            return this;
        }

        public Draft autoSubmitted() {
            autoSubmitted = true;
            return this;
        }

        public Draft received(int times) {
            received = times;
            return this;
        }

        public Draft deliveredBefore() {
            deliveredBefore = true;
            return this;
        }

        public Draft hops(String... values) {
            hops = List.of(values);
            return this;
        }

        public Draft spam(Verdict verdict) {
            spam = verdict;
            return this;
        }

        public Draft virus(Verdict verdict) {
            virus = verdict;
            return this;
        }

        public Draft dmarc(Verdict verdict, DmarcPolicy policy) {
            dmarc = verdict;
            dmarcPolicy = policy;
            return this;
        }

        public Draft spf(Verdict verdict) {
            spf = verdict;
            return this;
        }

        public Draft dkim(Verdict verdict, String... signingDomains) {
            dkim = verdict;
            signers = List.of(signingDomains);
            return this;
        }

        public Draft addressees(String... addresses) {
            addressees = Stream.of(addresses).map(EmailAddress::new).toList();
            return this;
        }

        public Draft released() {
            released = true;
            return this;
        }

        public InboundMail build() {
            return new InboundMail(
                    messageId,
                    new EmailAddress(recipient),
                    mailFrom.map(EmailAddress::new).orElse(null),
                    nullSender,
                    from.map(EmailAddress::new).orElse(null),
                    malformedSender,
                    "relay-mail",
                    "emails/" + messageId,
                    receivedAt,
                    receivedAt.plusMillis(250),
                    0,
                    bulk,
                    autoSubmitted,
                    received,
                    deliveredBefore,
                    hops,
                    spam,
                    virus,
                    spf,
                    dkim,
                    dmarc,
                    dmarcPolicy,
                    signers,
                    addressees,
                    released);
        }
    }
}
