package io.relaystream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.log.MailState;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Route;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    void namesAndBlockedSendersAreNotShownEither() {
        for (Object holder :
                List.of(
                        new Mailbox("the owner", Optional.of(Accounts.active().email())),
                        Accounts.blocking("sender@shop.example"),
                        Aliases.blockingSenders("sender@shop.example"),
                        Replies.reply(),
                        Replies.entry().request())) {
            assertThat(holder.toString())
                    .doesNotContain("owner", "Owner", "sender")
                    .contains("***@");
        }
    }

    @Test
    void keysAreNotShownEither() {
        Account account =
                Accounts.but(
                        Accounts.premium(),
                        draft -> draft.settings(true, true, "de", "a key", "a name", true));
        LedgerEntry entry =
                LedgerEntry.forward(
                        Mails.ordinary(),
                        Aliases.open(),
                        new Decision.Forward(account.email(), false),
                        account.preferences(Aliases.open()),
                        Circumstances.UNKNOWN,
                        Mails.ACCEPTED,
                        Duration.ZERO);

        assertThat(List.of(account, entry, entry.request(), entry.preferences()))
                .extracting(Object::toString)
                .noneMatch(text -> text.contains("a key") || text.contains("a name"));
    }

    @Test
    void noHolderIsForgottenHere() throws Exception {
        assertThat(holders().stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(recordsWithAddresses());
    }

    private static List<Object> holders() {
        EmailAddress owner = Accounts.active().email();
        LedgerEntry entry = LedgerEntries.forward(Mails.ordinary(), Mails.RECEIVED, Duration.ZERO);
        DeliveryRequest request = entry.request();
        Feedback feedback =
                new Feedback(
                        FeedbackKind.BOUNCE,
                        "1",
                        owner,
                        null,
                        null,
                        owner,
                        null,
                        null,
                        null,
                        "550 <owner@home.example> unknown",
                        Mails.RECEIVED);
        Domain domain = new Domain("relay.localhost", "account-1", DomainKind.OWN, true, true);
        Recipient.Issued issued = new Recipient.Issued(Aliases.open());
        return List.of(
                new LoggedMail(
                        "1",
                        "mail-1",
                        "account-1",
                        "alias-1",
                        new EmailAddress("sender@shop.example"),
                        false,
                        null,
                        MailState.QUEUED,
                        0,
                        null,
                        null,
                        false,
                        Mails.RECEIVED,
                        Mails.RECEIVED),
                owner,
                Mails.ordinary(),
                Aliases.open(),
                Accounts.active(),
                Situation.ordinary(),
                new Decision.Forward(owner, false),
                new Decision.Reply(Replies.CONTEXT),
                Replies.CONTEXT,
                Replies.TO,
                Replies.reply(),
                new Transition.Attempt(entry),
                issued,
                new Recipient.Unmade(Aliases.open().address(), "alias-1", domain),
                new Route.ToAlias(owner),
                new Route.ToDomain(owner, false),
                new OurHosts("relay.localhost", "replies.relay.localhost", owner),
                AccountEvent.about(
                        AccountEventKind.ALIAS_MADE,
                        "account-1",
                        "alias-1",
                        owner,
                        Standing.NEW,
                        Mails.RECEIVED),
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
