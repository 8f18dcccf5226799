package io.relaystream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever is logged by mistake must not show whose mail it was.
class RedactionTest {

    @Test
    void nothingThatHoldsAnAddressShowsIt() {
        for (Object holder : holders()) {
            assertThat(holder.toString())
                    .doesNotContain("open", "owner", "sender")
                    .contains("***@");
        }
    }

    @Test
    void noHolderIsForgottenHere() throws Exception {
        assertThat(holders().stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(recordsWithAddresses());
    }

    private static List<Object> holders() {
        EmailAddress owner = Accounts.active().email();
        Transition.Attempt opened =
                new Ledger(Duration.ZERO, new Pseudonyms("a key of 16 char"))
                        .open(
                                Mails.ordinary(),
                                Aliases.open(),
                                owner,
                                Mails.RECEIVED,
                                Duration.ZERO);
        LedgerEntry entry = opened.entry();
        DeliveryRequest request = entry.request();
        Feedback feedback =
                new Feedback(
                        FeedbackKind.BOUNCE, "1", owner, null, null, null, null, Mails.RECEIVED);
        return List.of(
                owner,
                Mails.ordinary(),
                Aliases.open(),
                Accounts.active(),
                new Facts(Mails.ordinary(), Aliases.open(), Accounts.active()),
                new Decision.Forward(owner),
                opened,
                new Transition.Remember(entry),
                entry,
                request,
                feedback);
    }

    /// Every record of this module that holds an address, itself or in another record.
    private static Set<Class<?>> recordsWithAddresses() throws Exception {
        List<Class<?>> records = records();
        Set<Class<?>> found = new HashSet<>(Set.of(EmailAddress.class));
        boolean more = true;
        while (more) {
            more = false;
            for (Class<?> type : records) {
                more |=
                        Stream.of(type.getRecordComponents())
                                        .map(RecordComponent::getType)
                                        .anyMatch(found::contains)
                                && found.add(type);
            }
        }
        return found;
    }

    private static List<Class<?>> records()
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes =
                Path.of(
                        EmailAddress.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        List<Class<?>> records = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                if (type.isRecord()) {
                    records.add(type);
                }
            }
        }
        return records;
    }
}
