package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.alias.AliasFilter;
import io.relaystream.api.alias.AliasOrder;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.alias.AliasSort;
import io.relaystream.api.alias.Label;
import io.relaystream.core.Code;
import java.util.Optional;

/// Which part of the list of aliases a request asks for.
record AliasListing(AliasFilter filter, AliasOrder order, Optional<AliasPosition> after) {

    /// @throws ProblemException if a parameter is not as it must be
    static AliasListing of(Context request) {
        AliasOrder order =
                Query.parameter(request, "sort", AliasListing::order)
                        .orElse(AliasOrder.NEWEST_FIRST);
        Optional<AliasPosition> after = Query.after(request, Cursor::alias);
        if (after.isPresent() && !after.get().order().equals(order)) {
            throw new ProblemException(
                    Problem.invalid("cursor", "must be the next of an answer with the same sort"));
        }
        return new AliasListing(
                new AliasFilter(
                        Query.flag(request, "enabled"),
                        Query.parameter(request, "domain", Hosts::canonical),
                        Query.parameter(request, "label", Label::new),
                        Query.parameter(request, "q", AliasListing::text)
                                .filter(text -> !text.isEmpty())),
                order,
                after);
    }

    private static AliasOrder order(String text) {
        return AliasOrder.parse(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must be one of %s, with a - before it for the opposite direction"
                                                .formatted(Code.list(AliasSort.class))));
    }

    /// As long, and as plain, as a label: nothing longer is looked for.
    private static String text(String text) {
        return new Label(text).text();
    }
}
