package io.relaystream.api.edge.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.domain.NameServer.Lookup;
import io.relaystream.api.domain.NameServer.Question;
import io.relaystream.api.domain.NameServer.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsjavaNameServerIT {
    private final SmallNameServer server;
    private final DnsjavaNameServer dns;

    DnsjavaNameServerIT() throws IOException {
        server = new SmallNameServer();
        dns =
                new DnsjavaNameServer(
                        Optional.of(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), server.port())));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void recordsAreReadAsZoneFilesHaveThem() throws Exception {
        server.says("a.example", "TXT", "\"v=spf1 \" \"-all\"", "\"a\\\"b\\000c\"")
                .says("a.example", "MX", "10 mx.a.example.", "20 other.example.")
                .says("k._domainkey.a.example", "CNAME", "k._domainkey.b.example.");
        Question txt = new Question(RecordType.TXT, "a.example");
        Question mx = new Question(RecordType.MX, "a.example");
        Question cname = new Question(RecordType.CNAME, "k._domainkey.a.example");

        assertThat(dns.ask(Set.of(txt, mx, cname)))
                .isEqualTo(
                        Map.of(
                                txt, found("v=spf1 -all", "a\"b?c"),
                                mx, found("10 mx.a.example", "20 other.example"),
                                cname, found("k._domainkey.b.example")));
    }

    @Test
    void nameThatIsNotThereHasNoRecords() {
        Question absent = new Question(RecordType.TXT, "absent.example");
        Question tooLong =
                new Question(RecordType.TXT, "_dmarc." + "a".repeat(62).concat(".").repeat(4));

        assertThat(dns.ask(Set.of(absent, tooLong)))
                .isEqualTo(Map.of(absent, found(), tooLong, found()));
    }

    @Test
    void serverThatFailsOrStaysSilentLeavesQuestionsOpenWithinSeconds() {
        server.fails("broken.example");
        Set<Question> questions = new HashSet<>();
        questions.add(new Question(RecordType.TXT, "broken.example"));
        for (int i = 0; i < 5; i++) {
            server.staysSilentAbout(i + ".example");
            questions.add(new Question(RecordType.TXT, i + ".example"));
        }

        long start = System.nanoTime();
        Map<Question, Lookup> answers = dns.ask(questions);

        assertThat(answers.keySet()).isEqualTo(questions);
        assertThat(answers.values()).containsOnly(new Lookup.Unanswered());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    private static Lookup found(String... values) {
        return new Lookup.Found(List.of(values));
    }
}
