package io.relaystream.api.edge.dns;

import io.relaystream.api.domain.NameServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Asks a resolver over UDP, and TCP for long answers. Nothing is kept: who has just changed a
/// record wants to see it.
public final class DnsjavaNameServer implements NameServer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration TRY = Duration.ofSeconds(2);
    private final Resolver resolver;

    /// @param server answers recursively; those of this machine if empty
    public DnsjavaNameServer(Optional<InetSocketAddress> server) {
        resolver = server.<Resolver>map(SimpleResolver::new).orElseGet(ExtendedResolver::new);
        resolver.setTimeout(TRY);
    }

    @Override
    public Map<Question, Lookup> ask(Set<Question> questions) {
        Map<Question, CompletableFuture<Lookup>> asked = new HashMap<>();
        questions.forEach(question -> asked.put(question, ask(question)));
        return asked.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().join()));
    }

    private CompletableFuture<Lookup> ask(Question question) {
        Message query;
        try {
            query =
                    Message.newQuery(
                            Record.newRecord(
                                    Name.fromString(question.name() + "."),
                                    Type.value(question.type().name()),
                                    DClass.IN));
        } catch (TextParseException e) {
            // Too long with what stands before it.
            return CompletableFuture.completedFuture(new Lookup.Found(List.of()));
        }
        return resolver.sendAsync(query)
                .toCompletableFuture()
                .thenApply(DnsjavaNameServer::lookup)
                .completeOnTimeout(
                        new Lookup.Unanswered(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> new Lookup.Unanswered());
    }

    private static Lookup lookup(Message answer) {
        return switch (answer.getRcode()) {
            case Rcode.NOERROR, Rcode.NXDOMAIN ->
                    new Lookup.Found(
                            answer.getSection(Section.ANSWER).stream()
                                    .filter(
                                            record ->
                                                    record.getType()
                                                            == answer.getQuestion().getType())
                                    .limit(MAX_VALUES)
                                    .map(DnsjavaNameServer::text)
                                    .map(DnsjavaNameServer::plain)
                                    .toList());
            default -> new Lookup.Unanswered();
        };
    }

    private static String text(Record record) {
        return switch (record) {
            case TXTRecord txt ->
                    txt.getStringsAsByteArrays().stream()
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                            .collect(Collectors.joining());
            case MXRecord mx -> mx.getPriority() + " " + mx.getTarget().toString(true);
            case CNAMERecord cname -> cname.getTarget().toString(true);
            default -> throw new IllegalArgumentException("Another record must not come");
        };
    }

    /// Whoever wrote it may have written anything.
    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
    }
}
