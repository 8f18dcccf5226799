package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.core.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// `/openapi.yaml`, the description of all that is here. It is public, and browsers ask each time
/// whether it is still the one that they have.
final class OpenApiRoutes {
    private static final String DOCUMENT = "/openapi.yaml";

    private final String text;
    private final String tag;

    OpenApiRoutes() {
        byte[] bytes = read();
        text = new String(bytes, StandardCharsets.UTF_8);
        tag = "\"" + HexFormat.of().formatHex(Hashes.sha256().digest(bytes), 0, 16) + "\"";
    }

    void addTo(RoutesConfig routes) {
        routes.get(DOCUMENT, this::show);
    }

    private void show(Context request) {
        request.header("Cache-Control", "no-cache").header("ETag", tag);
        if (tag.equals(request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.contentType("application/yaml").result(text);
        }
    }

    private static byte[] read() {
        try (InputStream in = OpenApiRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException(DOCUMENT + " must be in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
