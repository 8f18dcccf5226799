package io.relaystream.api.edge.postgres;

import io.relaystream.api.live.Change;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Changes as Postgres passes them on to every instance, once the transaction has ended: a word,
/// the account and ids.
final class ChangeTexts {
    static final String CHANNEL = "relaystream";

    private static final String MAILS = "mails";
    private static final String ALIASES = "aliases";
    private static final String ACCOUNT = "account";

    /// Postgres takes less than 8,000 bytes.
    private static final int IDS = 200;

    private ChangeTexts() {}

    static void tell(Handle handle, Stream<Change> changes) {
        List<String> texts = changes.flatMap(ChangeTexts::texts).toList();
        if (texts.isEmpty()) {
            return;
        }
        handle.createQuery("SELECT pg_notify(:channel, text) FROM unnest(:texts) AS text")
                .bind("channel", CHANNEL)
                .bindArray("texts", String.class, texts)
                .mapTo(String.class)
                .list();
    }

    /// One, or several if it is long.
    static Stream<String> texts(Change change) {
        return switch (change) {
            case Change.Mails(var account, var ids) -> texts(MAILS, account, ids);
            case Change.Aliases(var account, var ids) -> texts(ALIASES, account, ids);
            case Change.Account(var account) -> Stream.of(ACCOUNT + " " + account);
        };
    }

    /// @throws IllegalArgumentException if the text is none of ours
    static Change change(String text) {
        List<String> words = List.of(text.split(" "));
        if (words.size() < 2) {
            throw new IllegalArgumentException("A change must name an account");
        }
        UUID account = UUID.fromString(words.get(1));
        List<String> ids = words.subList(2, words.size());
        return switch (words.getFirst()) {
            case MAILS -> new Change.Mails(account, ids);
            case ALIASES ->
                    new Change.Aliases(account, ids.stream().map(UUID::fromString).toList());
            case ACCOUNT -> new Change.Account(account);
            default -> throw new IllegalArgumentException("A change must begin with a known word");
        };
    }

    private static Stream<String> texts(String word, UUID account, List<?> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + IDS)
                .mapToObj(from -> ids.subList(from, Math.min(from + IDS, ids.size())))
                .map(
                        part ->
                                part.stream()
                                        .map(Object::toString)
                                        .collect(
                                                Collectors.joining(
                                                        " ", word + " " + account + " ", "")));
    }
}
