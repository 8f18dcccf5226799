package io.relaystream.api.edge.postgres;

import io.relaystream.core.Code;

/// Enums as the tables hold them: by their code.
final class Codes {
    private Codes() {}

    static <E extends Enum<E> & Code> E read(Class<E> type, String code) {
        return Code.find(type, code)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "A column of %s must hold one of its codes, got %s"
                                                .formatted(type.getSimpleName(), code)));
    }
}
