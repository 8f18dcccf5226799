package io.relaystream.core.decision.rules;

import static io.relaystream.core.decision.DropReason.REPLY_UNAUTHENTICATED;
import static io.relaystream.core.mail.DmarcPolicy.NONE;
import static io.relaystream.core.mail.Verdict.FAIL;
import static io.relaystream.core.mail.Verdict.GRAY;
import static io.relaystream.core.mail.Verdict.PASS;
import static io.relaystream.core.mail.Verdict.PROCESSING_FAILED;

import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// The owner is `owner@home.example`.
class ReplyUnauthenticatedTest extends RuleTable {
    ReplyUnauthenticatedTest() {
        super(new ReplyUnauthenticated());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                        dmarcIsAsked(),
                        spfIsEnoughWithoutDmarc(),
                        dkimIsEnoughWithoutDmarc(),
                        nothingElseIs())
                .flatMap(cases -> cases);
    }

    private static Stream<Arguments> dmarcIsAsked() {
        return Stream.of(
                proves(
                        "DMARC passed, whatever SPF and DKIM say",
                        mail().dmarc(PASS, NONE).spf(FAIL).dkim(FAIL)),
                provesNothing(
                        "DMARC failed, whatever SPF and DKIM say",
                        mail().dmarc(FAIL, NONE).spf(PASS).dkim(PASS, "home.example")),
                provesNothing("a domain without DMARC", mail().dmarc(GRAY, NONE)),
                provesNothing("DMARC that was not checked", mail().dmarc(PROCESSING_FAILED, NONE)));
    }

    private static Stream<Arguments> spfIsEnoughWithoutDmarc() {
        return Stream.of(
                proves("SPF of the same domain", mail().spf(PASS)),
                proves(
                        "SPF of the same domain, when DMARC was not checked",
                        mail().dmarc(PROCESSING_FAILED, NONE).spf(PASS)),
                proves("SPF of the domain above", mail().from("owner@mail.home.example").spf(PASS)),
                provesNothing("SPF that is not clear", mail().spf(GRAY)),
                provesNothing("SPF that failed", mail().spf(FAIL)),
                provesNothing(
                        "SPF of a domain below, which may be given to somebody else",
                        mail().mailFrom("owner@news.home.example").spf(PASS)),
                provesNothing(
                        "SPF of another domain", mail().mailFrom("owner@mailer.example").spf(PASS)),
                provesNothing(
                        "SPF of a domain that looks like it",
                        mail().mailFrom("owner@myhome.example").spf(PASS)),
                provesNothing(
                        "SPF of a domain whose name ends the owner's",
                        mail().mailFrom("owner@me.example").spf(PASS)),
                provesNothing(
                        "SPF of the top-level domain", mail().mailFrom("owner@example").spf(PASS)),
                provesNothing("SPF of nobody", mail().nullSender().spf(PASS)));
    }

    private static Stream<Arguments> dkimIsEnoughWithoutDmarc() {
        return Stream.of(
                proves("a signature of the same domain", mail().dkim(PASS, "home.example")),
                proves(
                        "signatures of the same domain and the one above",
                        mail().from("owner@mail.home.example")
                                .dkim(PASS, "home.example", "mail.home.example")),
                provesNothing(
                        "signatures of which one is another's, as the verdict may be about that",
                        mail().dkim(PASS, "home.example", "mailer.example")),
                provesNothing("signatures that are not all known", mail().dkim(PASS)),
                provesNothing("a signature that failed", mail().dkim(FAIL, "home.example")),
                provesNothing("a signature that is not clear", mail().dkim(GRAY, "home.example")),
                provesNothing(
                        "a signature of a domain that looks like it",
                        mail().dkim(PASS, "myhome.example")),
                provesNothing("a signature of a domain below", mail().dkim(PASS, "x.home.example")),
                provesNothing("a signature of the top-level domain", mail().dkim(PASS, "example")),
                provesNothing("a signature of nothing", mail().dkim(PASS, "")),
                provesNothing("a signature of a dot", mail().dkim(PASS, ".")));
    }

    private static Stream<Arguments> nothingElseIs() {
        return Stream.of(
                provesNothing("a claim alone", mail()),
                provesNothing(
                        "no author",
                        mail().malformedSender().spf(PASS).dkim(PASS, "home.example")));
    }

    private static Arguments proves(String name, Mails.Draft mail) {
        return silent(name, Replies.of(mail.build()));
    }

    private static Arguments provesNothing(String name, Mails.Draft mail) {
        return objects(name, Replies.of(mail.build()), REPLY_UNAUTHENTICATED);
    }

    /// Of a domain without DMARC, and not authenticated by anything.
    private static Mails.Draft mail() {
        return Replies.mail().dmarc(GRAY, NONE).spf(GRAY).dkim(GRAY);
    }
}
