package io.relaystream.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.domain.DomainCheck.Kind;
import io.relaystream.api.domain.NameServer.Lookup;
import io.relaystream.api.domain.NameServer.Question;
import io.relaystream.api.domain.NameServer.RecordType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DomainChecksTest {
    private static final String HOST = "mail.example";
    private static final String PROOF = "relaystream-verification=0123";
    private static final MailSetup SETUP =
            new MailSetup(
                    "mx.relay.example",
                    "relay.example",
                    Optional.of(new MailSetup.DkimKey("s1", "relay.example")));

    private final DomainChecks checks = new DomainChecks(HOST, "0123", SETUP);
    private final Map<Question, Lookup> dns = new HashMap<>();

    @Test
    void untouchedDomainNeedsEverything() {
        assertThat(checks.unasked())
                .containsExactly(
                        new DomainCheck(
                                Kind.TXT,
                                HOST,
                                PROOF,
                                List.of(),
                                false,
                                "Add a TXT record with exactly this text"),
                        new DomainCheck(
                                Kind.MX,
                                HOST,
                                "10 mx.relay.example",
                                List.of(),
                                false,
                                "Add an MX record, so that mail comes to us"),
                        new DomainCheck(
                                Kind.SPF,
                                HOST,
                                "v=spf1 include:relay.example ~all",
                                List.of(),
                                false,
                                "Add a TXT record, so that others believe mail that we send for you"),
                        new DomainCheck(
                                Kind.DKIM,
                                "s1._domainkey.mail.example",
                                "s1._domainkey.relay.example",
                                List.of(),
                                false,
                                "Add a CNAME record, so that our signatures are yours"),
                        new DomainCheck(
                                Kind.DMARC,
                                "_dmarc.mail.example",
                                "v=DMARC1; p=quarantine",
                                List.of(),
                                false,
                                "Add a TXT record, so that nobody else can write as you"));
    }

    @Test
    void domainWithAllThatIsExpectedNeedsNothing() {
        checks.unasked()
                .forEach(check -> says(type(check.record()), check.name(), check.expected()));
        says(RecordType.TXT, HOST, PROOF, "v=spf1 include:relay.example ~all", "other=text");

        List<DomainCheck> judged = checks.of(dns);

        assertThat(dns.keySet()).isSubsetOf(checks.questions());
        assertThat(judged).allMatch(DomainCheck::ok).allMatch(check -> check.missing() == null);
        assertThat(judged.getFirst().found()).containsExactly(PROOF);
        assertThat(DomainChecks.proven(judged)).isTrue();
    }

    @Test
    void proofOfAnotherIsNone() {
        says(RecordType.TXT, HOST, "relaystream-verification=9999");

        assertThat(missing(Kind.TXT))
                .isEqualTo(
                        "The text is that of another account or domain: add a TXT record with exactly this text");
        assertThat(DomainChecks.proven(checks.of(dns))).isFalse();

        says(RecordType.TXT, HOST, "relaystream-verification=9999", PROOF);
        assertThat(missing(Kind.TXT)).isNull();
    }

    @Test
    void mailMustComeToUsFirst() {
        says(RecordType.MX, HOST, "5 other.example", "10 other.example");
        assertThat(missing(Kind.MX))
                .isEqualTo("Mail goes elsewhere: add our MX record and remove the others");

        says(RecordType.MX, HOST, "5 other.example", "10 MX.relay.example");
        assertThat(missing(Kind.MX))
                .isEqualTo("Mail goes elsewhere first: our MX record must have the lowest number");

        says(RecordType.MX, HOST, "10 other.example", "10 mx.relay.example");
        assertThat(missing(Kind.MX))
                .isEqualTo("Mail goes elsewhere first: our MX record must have the lowest number");

        says(RecordType.MX, HOST, "20 other.example", "10 mx.relay.example");
        assertThat(missing(Kind.MX)).isNull();
    }

    @Test
    void spfRecordIncludesOurs() {
        says(RecordType.TXT, HOST, "v=spf1 include:other.example include:not-relay.example -all");
        assertThat(missing(Kind.SPF))
                .isEqualTo("Add include:relay.example to the record, before the all");

        says(RecordType.TXT, HOST, "v=spf1 -all", "v=spf1 include:relay.example -all");
        assertThat(missing(Kind.SPF))
                .isEqualTo("There must be one SPF record only: make one of the 2");

        says(RecordType.TXT, HOST, "V=SPF1 redirect=Relay.Example");
        assertThat(missing(Kind.SPF)).isNull();

        says(RecordType.TXT, HOST, "v=spf10 include:relay.example");
        assertThat(missing(Kind.SPF)).startsWith("Add a TXT record");
    }

    @Test
    void keyMayStandInTheDomainItself() {
        String name = "s1._domainkey.mail.example";
        says(RecordType.TXT, name, "v=DKIM1; k=rsa; p=MIGf");
        assertThat(missing(Kind.DKIM)).isNull();

        says(RecordType.TXT, name, "v=DKIM1; p=");
        assertThat(missing(Kind.DKIM)).startsWith("Add a CNAME record");

        says(RecordType.TXT, name, "v=DKIM1; p=MIGf");
        says(RecordType.CNAME, name, "s1._domainkey.other.example");
        assertThat(missing(Kind.DKIM)).startsWith("Add a CNAME record");
    }

    @Test
    void keyIsLeftOutIfItIsNotOurs() {
        DomainChecks without =
                new DomainChecks(
                        HOST,
                        "0123",
                        new MailSetup("mx.relay.example", "relay.example", Optional.empty()));

        assertThat(without.unasked()).extracting(DomainCheck::record).doesNotContain(Kind.DKIM);
        assertThat(without.questions()).hasSize(3);
    }

    @Test
    void anyValidDmarcRecordWillDo() {
        says(RecordType.TXT, "_dmarc.mail.example", "v=DMARC1;p=none; rua=mailto:a@mail.example");
        assertThat(missing(Kind.DMARC)).isNull();

        says(RecordType.TXT, "_dmarc.mail.example", "v=DMARC1; sp=reject");
        assertThat(missing(Kind.DMARC))
                .isEqualTo("The record must say p=none, p=quarantine or p=reject");

        says(RecordType.TXT, "_dmarc.mail.example", "v=DMARC1; p=none", "v=DMARC1; p=reject");
        assertThat(missing(Kind.DMARC))
                .isEqualTo("There must be one DMARC record only: remove the others");
    }

    @Test
    void whatNobodyAnsweredIsNotKnown() {
        checks.questions().forEach(question -> dns.put(question, new Lookup.Unanswered()));

        assertThat(checks.of(dns))
                .hasSize(5)
                .noneMatch(DomainCheck::ok)
                .extracting(DomainCheck::missing)
                .containsOnly("The name servers of the domain did not answer: try again later");
    }

    private void says(RecordType type, String name, String... values) {
        dns.put(new Question(type, name), new Lookup.Found(List.of(values)));
    }

    private @Nullable String missing(Kind kind) {
        for (DomainCheck check : checks.of(dns)) {
            if (check.record() == kind) {
                return check.missing();
            }
        }
        throw new AssertionError("There must be a check of each kind");
    }

    private static RecordType type(Kind kind) {
        return switch (kind) {
            case MX -> RecordType.MX;
            case DKIM -> RecordType.CNAME;
            case TXT, SPF, DMARC -> RecordType.TXT;
        };
    }
}
