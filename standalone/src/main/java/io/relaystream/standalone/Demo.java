package io.relaystream.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.embedded.CaughtMail;
import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.ApiClient;
import io.relaystream.standalone.edge.ApiClient.Account;
import io.relaystream.standalone.edge.ApiClient.Alias;
import io.relaystream.standalone.edge.SesGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The tour: an account with two aliases, some mails, and what became of each.
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Standalone standalone;
    private final Console console;

    Demo(Standalone standalone, Console console) {
        this.standalone = standalone;
        this.console = console;
    }

    /// @return what did not go as it should; empty if all did
    Optional<String> run() throws IOException, InterruptedException {
        StandaloneConfig config = standalone.config();
        ApiClient api = new ApiClient(config.api(), config.adminToken());
        Account owner = api.createAccount("owner-%s@home.example".formatted(shortId()));
        Alias open = api.createAlias(owner, "shopping");
        Alias off = api.createAlias(owner, "switched off");
        api.switchOff(owner, off);
        console.say("account   %s".formatted(owner.email()));
        console.say("alias     %s  (on)".formatted(open.address()));
        console.say("alias     %s  (switched off)".formatted(off.address()));
        try (SesGate gate = new SesGate(config.sesGate())) {
            for (Episode episode : episodes(open, off)) {
                Optional<String> problem = play(gate, owner, episode);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Episode> episodes(Alias open, Alias off) {
        return List.of(
                new Episode(
                        new Letter(
                                "\"Jane at the Shop\" <orders@shop.example>",
                                open.address(),
                                "Your order is on its way",
                                "It left the warehouse this morning."),
                        open,
                        "forwarded",
                        "sent"),
                new Episode(
                        new Letter(
                                "=?utf-8?q?J=C3=BCrgen?= <juergen@post.example>",
                                open.address(),
                                "=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=",
                                "Schöne Grüße!"),
                        open,
                        "forwarded",
                        "sent"),
                new Episode(
                        new Letter(
                                "prizes@luck.example",
                                off.address(),
                                "You have won",
                                "Click here."),
                        off,
                        "dropped",
                        "alias_disabled"));
    }

    /// One mail and what must become of it.
    private record Episode(Letter letter, Alias alias, String outcome, String reason) {}

    private Optional<String> play(SesGate gate, Account owner, Episode episode)
            throws IOException, InterruptedException {
        Letter letter = episode.letter();
        Instant now = Instant.now();
        SesMail mail =
                SesMail.received(
                        letter.raw(shortId(), now),
                        "bounce@mail.example",
                        List.of(episode.alias().address()),
                        now);
        console.say("");
        console.say("mail      from %s to %s".formatted(letter.from(), episode.alias().address()));
        CanonicalTail records = CanonicalTail.fromNow(standalone.config().canonicalFile());
        gate.deliver(mail);

        Optional<JsonNode> ending = await(() -> records.recordsOf(mail.messageId()));
        if (ending.isEmpty()) {
            return Optional.of("no canonical record within " + PATIENCE);
        }
        JsonNode fields = ending.get();
        String outcome = fields.path("outcome").asText();
        String reason = fields.path("reason").asText();
        console.say(
                "%-9s %s after %d ms".formatted(outcome, reason, fields.path("total_ms").asLong()));
        if (!outcome.equals(episode.outcome()) || !reason.equals(episode.reason())) {
            return Optional.of(
                    "a mail must be %s (%s), got %s (%s)"
                            .formatted(episode.outcome(), episode.reason(), outcome, reason));
        }
        Optional<String> problem =
                outcome.equals("forwarded")
                        ? showForwarded(owner, fields.path("delivery_id").asText())
                        : Optional.empty();
        console.say("record    %s".formatted(fields));
        return problem;
    }

    private Optional<String> showForwarded(Account owner, String deliveryId)
            throws IOException, InterruptedException {
        if (!standalone.forwardsToCatcher()) {
            return Optional.empty();
        }
        Optional<CaughtMail> caught =
                await(
                        () ->
                                standalone.catcher().mails().stream()
                                        .filter(mail -> text(mail).contains(deliveryId))
                                        .toList());
        if (caught.isEmpty()) {
            return Optional.of("the forwarded mail did not arrive within " + PATIENCE);
        }
        List<String> recipients = caught.get().recipients();
        if (!recipients.equals(List.of(owner.email()))) {
            return Optional.of("the forwarded mail must go to the owner only");
        }
        text(caught.get()).lines().forEach(line -> console.say("        | " + line));
        return Optional.empty();
    }

    private static String text(CaughtMail mail) {
        return new String(mail.raw(), StandardCharsets.UTF_8);
    }

    private static String shortId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static <T> Optional<T> await(Look<T> look) throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(giveUp)) {
            List<T> seen = look.now();
            if (!seen.isEmpty()) {
                return Optional.of(seen.getFirst());
            }
            Thread.sleep(LOOK_EVERY);
        }
        return Optional.empty();
    }

    /// Looks whether something is there yet.
    @FunctionalInterface
    private interface Look<T> {
        List<T> now() throws IOException;
    }
}
