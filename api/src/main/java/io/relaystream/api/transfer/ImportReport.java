package io.relaystream.api.transfer;

import java.util.List;

/// What became of an import.
///
/// @param created aliases that were made
public record ImportReport(int created, List<Skipped> skipped) {
    public ImportReport {
        skipped = List.copyOf(skipped);
    }

    /// A row that made no alias.
    ///
    /// @param text in words
    public record Skipped(long line, SkipReason why, String text) {}
}
