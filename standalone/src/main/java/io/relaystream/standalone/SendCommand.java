package io.relaystream.standalone;

import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.SesGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./relaystream send`
@Command(name = "send", description = "Put mails into the running system the way Amazon SES does.")
final class SendCommand implements Callable<Integer> {
    private static final int AT_ONCE = 16;
    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final Map<String, String> environment;
    private final Console console;

    @Option(names = "--to", required = true, description = "Envelope recipient; may be repeated.")
    private List<String> recipients = List.of();

    @Option(names = "--from", description = "Sender (default: ${DEFAULT-VALUE}).")
    private String sender = "sender@mail.example";

    @Option(names = "--file", description = "The mail as it is; default: a short text.")
    private @Nullable Path file;

    @Option(names = "--count", description = "How many (default: ${DEFAULT-VALUE}).")
    private int count = 1;

    SendCommand(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        StandaloneConfig config = StandaloneConfig.from(environment);
        List<String> refusals = new ArrayList<>();
        try (SesGate gate = new SesGate(config.sesGate());
                ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Optional<String>>> sent = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                SesMail mail = mail(number);
                sent.add(senders.submit(() -> refusal(gate, mail)));
            }
            long shown = System.nanoTime();
            for (int done = 0; done < sent.size(); done++) {
                if (System.nanoTime() - shown > PROGRESS.toNanos()) {
                    shown = System.nanoTime();
                    console.say("  %d of %d".formatted(done, count));
                }
                sent.get(done).get().ifPresent(refusals::add);
            }
        }
        console.say("sent %d of %d".formatted(count - refusals.size(), count));
        refusals.stream().distinct().limit(5).forEach(why -> console.say("  refused: " + why));
        return refusals.isEmpty() ? 0 : 1;
    }

    private static Optional<String> refusal(SesGate gate, SesMail mail)
            throws InterruptedException {
        try {
            gate.deliver(mail);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private SesMail mail(int number) throws IOException {
        if (file != null && !Files.isReadable(file)) {
            throw new IOException("--file must name a mail that can be read, got " + file);
        }
        Instant now = Instant.now();
        byte[] raw =
                file != null
                        ? Files.readAllBytes(file)
                        : new Letter(
                                        sender,
                                        String.join(", ", recipients),
                                        "Mail %d of %d".formatted(number, count),
                                        "Sent by ./relaystream send.")
                                .raw(UUID.randomUUID().toString(), now);
        return SesMail.received(raw, sender, recipients, now);
    }
}
