package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/`, the dashboard, `/docs`, the page about the API, and the files that both load. Browsers run
/// and show nothing there that does not come from us.
final class DashboardRoutes {
    private static final String ASSET = "/assets/{version}/<name>";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final DashboardAssets assets = DashboardAssets.read();
    private final Page dashboard = Page.of(assets.page("index.html"));
    private final Page docs = Page.of(assets.page("docs.html"));

    void addTo(RoutesConfig routes) {
        routes.get("/", dashboard::answer);
        routes.get("/docs", docs::answer);
        routes.get(ASSET, this::asset);
    }

    private void asset(Context request) {
        String name = request.pathParam("name");
        byte[] bytes =
                assets.file(name)
                        .filter(_ -> request.pathParam("version").equals(assets.version()))
                        .orElseThrow(DashboardRoutes::absent);
        request.header("Cache-Control", FOR_EVER).contentType(type(name)).result(bytes);
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("No type is known for " + name);
        };
    }

    private static ProblemException absent() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "There is no such file now: load the page again");
    }

    /// A page with what it may do.
    ///
    /// @param policy allows the one script that stands in it, the map of the modules
    private record Page(String html, String policy) {

        static Page of(String html) {
            Matcher script = IMPORT_MAP.matcher(html);
            String allowed = script.find() ? " 'sha256-%s'".formatted(hash(script.group(1))) : "";
            return new Page(
                    html,
                    "default-src 'none'; script-src 'self'%s; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                            .formatted(allowed));
        }

        void answer(Context request) {
            request.header("Content-Security-Policy", policy)
                    .header("Referrer-Policy", "no-referrer")
                    .contentType("text/html; charset=utf-8")
                    .result(html);
        }

        private static String hash(String script) {
            byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(Hashes.sha256().digest(bytes));
        }
    }
}
