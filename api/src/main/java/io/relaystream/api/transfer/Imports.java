package io.relaystream.api.transfer;

import io.relaystream.api.account.Owner;
import io.relaystream.api.alias.AliasFormat;
import io.relaystream.api.alias.AliasResult;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.NewAlias;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.transfer.ImportReport.Skipped;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.LocalPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes aliases of the rows of an import. What is there already is left as it is, so that an
/// import can be repeated.
public record Imports(AliasService aliases) {
    private static final String INSTEAD = "Instead of ";

    /// @param replaceForeign whether an address in a domain that is not the owner's is replaced by
    ///   a random one, with a note that says so
    public ImportReport run(Owner owner, List<Row> rows, boolean replaceForeign) {
        Set<String> there = new HashSet<>();
        aliases.forEach(owner, alias -> addTo(there, alias));
        Map<String, Boolean> usable = new HashMap<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Row row : rows) {
            Optional<Skipped> skip =
                    switch (row) {
                        case Row.Unusable(long line, SkipReason why, String text) ->
                                Optional.of(new Skipped(line, why, text));
                        case Row.Wanted wanted when !there.add(wanted.address().value()) ->
                                Optional.of(skipped(wanted, SkipReason.ALREADY_YOURS));
                        case Row.Wanted wanted -> {
                            boolean ours =
                                    usable.computeIfAbsent(
                                            wanted.address().domain(),
                                            host -> aliases.mayUse(owner, host));
                            yield ours || !replaceForeign
                                    ? take(owner, wanted)
                                    : replace(owner, wanted);
                        }
                    };
            skip.ifPresent(skipped::add);
        }
        return new ImportReport(rows.size() - skipped.size(), skipped);
    }

    private Optional<Skipped> take(Owner owner, Row.Wanted row) {
        return LocalPart.parse(row.address().local())
                .map(
                        name ->
                                new NewAlias.Named(
                                        name, row.address().domain(), row.settings().remarks()))
                .map(wanted -> result(row, aliases.create(owner, wanted, row.settings())))
                .orElseGet(() -> Optional.of(skipped(row, SkipReason.NAME_INVALID)));
    }

    private Optional<Skipped> replace(Owner owner, Row.Wanted row) {
        AliasSettings before = row.settings();
        AliasSettings settings;
        try {
            settings =
                    new AliasSettings(
                            before.enabled(),
                            before.blocking(),
                            instead(row.address(), before.remarks()),
                            before.expiry(),
                            before.blockedSenders(),
                            before.banner());
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Skipped(
                            row.line(),
                            SkipReason.INVALID_ROW,
                            "note must leave room for the address that is replaced"));
        }
        NewAlias wanted = new NewAlias.Random(AliasFormat.CHARACTERS, settings.remarks());
        return result(row, aliases.create(owner, wanted, settings));
    }

    private static Remarks instead(EmailAddress address, Remarks remarks) {
        return new Remarks(
                remarks.label(),
                new Note(INSTEAD + address.value() + "\n" + remarks.note().text()),
                remarks.usedOn());
    }

    /// Its address, and the one that it stands for.
    private static void addTo(Set<String> there, OwnedAlias alias) {
        there.add(alias.address().value());
        alias.settings()
                .remarks()
                .note()
                .text()
                .lines()
                .findFirst()
                .filter(line -> line.startsWith(INSTEAD))
                .ifPresent(line -> there.add(line.substring(INSTEAD.length())));
    }

    private static Optional<Skipped> result(Row row, AliasResult result) {
        return switch (result) {
            case AliasResult.Created _ -> Optional.empty();
            case AliasResult.Refused(var why) -> Optional.of(skipped(row, SkipReason.of(why)));
        };
    }

    private static Skipped skipped(Row row, SkipReason why) {
        return new Skipped(row.line(), why, why.text());
    }
}
