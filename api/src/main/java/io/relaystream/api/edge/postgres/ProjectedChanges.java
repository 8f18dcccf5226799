package io.relaystream.api.edge.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.relaystream.api.live.Change;
import io.relaystream.api.projector.Effect.Command;
import io.relaystream.api.projector.Effect.CountAccount;
import io.relaystream.api.projector.Effect.DropSpam;
import io.relaystream.api.projector.Effect.MakeAlias;
import io.relaystream.api.projector.Effect.Stand;
import io.relaystream.api.projector.Effect.SwitchOff;
import io.relaystream.api.projector.Projection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// What owners should read again after a projection, if they look at it.
final class ProjectedChanges {
    private ProjectedChanges() {}

    static Stream<Change> of(Projection projection, List<ChangedMail> mails) {
        Map<UUID, List<String>> mailsOf =
                mails.stream()
                        .collect(
                                groupingBy(
                                        ChangedMail::account,
                                        mapping(ChangedMail::deliveryId, toList())));
        Map<UUID, List<UUID>> aliasesOf =
                Stream.concat(
                                projection.aliases().stream()
                                        .map(count -> Map.entry(count.account(), count.alias())),
                                projection.commands().stream()
                                        .flatMap(command -> alias(command).stream()))
                        .distinct()
                        .collect(
                                groupingBy(
                                        Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        Stream<UUID> accounts =
                Stream.concat(
                        projection.standings().stream().map(Stand::account),
                        projection.accounts().stream().map(CountAccount::account));
        return Stream.of(
                        mailsOf.entrySet().stream()
                                .map(of -> new Change.Mails(of.getKey(), of.getValue())),
                        aliasesOf.entrySet().stream()
                                .map(of -> new Change.Aliases(of.getKey(), of.getValue())),
                        accounts.distinct().map(Change.Account::new))
                .flatMap(Function.identity());
    }

    /// Whose and which alias it is about.
    private static Optional<Map.Entry<UUID, UUID>> alias(Command command) {
        return switch (command) {
            case DropSpam _ -> Optional.empty();
            case SwitchOff(var account, var alias) -> Optional.of(Map.entry(account, alias));
            case MakeAlias made -> Optional.of(Map.entry(made.account(), made.alias()));
        };
    }
}
