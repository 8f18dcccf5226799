package io.relaystream.api.projector;

import io.relaystream.api.projector.Effect.Command;
import io.relaystream.api.projector.Effect.CountAccount;
import io.relaystream.api.projector.Effect.CountAlias;
import io.relaystream.api.projector.Effect.End;
import io.relaystream.api.projector.Effect.Log;
import io.relaystream.api.projector.Effect.Stand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the effects of many records come to: the newest values of each id, and all commands.
///
/// @param logs the newest of each mail
/// @param ends the first of each mail, and there is no other
public record Projection(
        List<Stand> standings,
        List<CountAccount> accounts,
        List<CountAlias> aliases,
        List<Log> logs,
        List<End> ends,
        List<Command> commands) {

    /// @param effects in the order of the records, as far as these have one
    public static Projection of(List<Effect> effects) {
        Map<UUID, Stand> standings = new LinkedHashMap<>();
        Map<UUID, CountAccount> accounts = new LinkedHashMap<>();
        Map<UUID, CountAlias> aliases = new LinkedHashMap<>();
        Map<String, Log> logs = new LinkedHashMap<>();
        Map<String, End> ends = new LinkedHashMap<>();
        List<Command> commands = new ArrayList<>();
        for (Effect effect : effects) {
            switch (effect) {
                case Stand stand -> standings.put(stand.account(), stand);
                case CountAccount count -> accounts.put(count.account(), count);
                case CountAlias count -> aliases.put(count.alias(), count);
                case Log log -> logs.merge(log.mail().deliveryId(), log, Projection::newer);
                case End end -> ends.putIfAbsent(end.mail().deliveryId(), end);
                case Command command -> commands.add(command);
            }
        }
        return new Projection(
                List.copyOf(standings.values()),
                List.copyOf(accounts.values()),
                List.copyOf(aliases.values()),
                List.copyOf(logs.values()),
                List.copyOf(ends.values()),
                commands);
    }

    private static Log newer(Log one, Log other) {
        return other.mail().at().isBefore(one.mail().at()) ? one : other;
    }

    public Projection {
        standings = List.copyOf(standings);
        accounts = List.copyOf(accounts);
        aliases = List.copyOf(aliases);
        logs = List.copyOf(logs);
        ends = List.copyOf(ends);
        commands = List.copyOf(commands);
    }
}
