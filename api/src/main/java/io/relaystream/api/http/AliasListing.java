package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.alias.AliasFilter;
import io.relaystream.api.alias.AliasOrder;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.alias.AliasSort;
import io.relaystream.api.alias.Label;
import io.relaystream.core.Code;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which part of the list of aliases a request asks for.
record AliasListing(AliasFilter filter, AliasOrder order, Optional<AliasPosition> after) {

    /// @throws ProblemException if a parameter is not as it must be
    static AliasListing of(Context request) {
        AliasOrder order =
                parameter(request, "sort", AliasListing::order).orElse(AliasOrder.NEWEST_FIRST);
        Optional<AliasPosition> after = Query.after(request, Cursor::position);
        if (after.isPresent() && !after.get().order().equals(order)) {
            throw new ProblemException(
                    Problem.invalid("cursor", "must be the next of an answer with the same sort"));
        }
        return new AliasListing(
                new AliasFilter(
                        parameter(request, "enabled", AliasListing::flag),
                        parameter(request, "domain", Hosts::canonical),
                        parameter(request, "label", Label::new),
                        parameter(request, "q", AliasListing::text)
                                .filter(text -> !text.isEmpty())),
                order,
                after);
    }

    private static <T> Optional<T> parameter(
            Context request, String name, Function<String, T> parse) {
        try {
            return Optional.ofNullable(request.queryParam(name)).map(parse);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid(name, String.valueOf(e.getMessage())));
        }
    }

    private static AliasOrder order(String text) {
        return AliasOrder.parse(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must be one of %s, with a - before it for the opposite direction"
                                                .formatted(
                                                        Arrays.stream(AliasSort.values())
                                                                .map(Code::code)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    /// As long, and as plain, as a label: nothing longer is looked for.
    private static String text(String text) {
        return new Label(text).text();
    }
}
