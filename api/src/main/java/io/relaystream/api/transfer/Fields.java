package io.relaystream.api.transfer;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.Expiry;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.api.store.StorableTime;
import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Blocking;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Reads the fields of one row, whichever file it comes from.
///
/// @param text gives the text of a field; empty if it is absent or blank
record Fields(long line, Function<String, Optional<String>> text) {

    /// @param address name of the field with the address
    /// @param settings reads what else is there
    Row row(String address, Function<Fields, AliasSettings> settings) {
        try {
            return new Row.Wanted(
                    line,
                    read(address, EmailAddress::new)
                            .orElseThrow(
                                    () -> new IllegalArgumentException(address + " is required")),
                    settings.apply(this));
        } catch (IllegalArgumentException e) {
            return new Row.Unusable(line, SkipReason.INVALID_ROW, String.valueOf(e.getMessage()));
        }
    }

    /// As our own exports have them.
    AliasSettings ours() {
        AliasSettings initial =
                AliasSettings.initial(
                        new Remarks(
                                read("label", Label::new).orElse(Label.NONE),
                                read("note", Note::new).orElse(Note.NONE),
                                read("usedOn", UsedOn::new).orElse(UsedOn.NONE)));
        return new AliasSettings(
                flag("enabled", true),
                read("blocking", Fields::blocking).orElse(initial.blocking()),
                initial.remarks(),
                read("expiresAt", text -> new Expiry(StorableTime.parse(text)))
                        .orElse(Expiry.NEVER),
                read("blockedSenders", Fields::senders).orElse(BlockedSenders.NONE),
                flag("banner", true));
    }

    /// As others have them: switched on or off, with a note.
    ///
    /// @param blank what an absent flag stands for
    AliasSettings foreign(String note, String enabled, boolean blank) {
        AliasSettings initial =
                AliasSettings.initial(
                        new Remarks(
                                Label.NONE, read(note, Note::new).orElse(Note.NONE), UsedOn.NONE));
        return new AliasSettings(
                flag(enabled, blank),
                initial.blocking(),
                initial.remarks(),
                initial.expiry(),
                initial.blockedSenders(),
                initial.banner());
    }

    private boolean flag(String field, boolean blank) {
        return read(field, Fields::flag).orElse(blank);
    }

    private <T> Optional<T> read(String field, Function<String, T> parse) {
        try {
            return text.apply(field).map(parse);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    message.startsWith("Email address")
                            ? field + " must look like local@domain"
                            : "%s %s".formatted(field, message),
                    e);
        }
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Blocking blocking(String text) {
        return Code.find(Blocking.class, text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must be one of " + Code.list(Blocking.class)));
    }

    private static BlockedSenders senders(String text) {
        return BlockedSenders.parse(List.of(text.split("\\s+")), BlockedSenders.OF_ALIAS);
    }
}
