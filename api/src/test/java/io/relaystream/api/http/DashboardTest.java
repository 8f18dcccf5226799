package io.relaystream.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers get of the dashboard before any of it runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(assets/[^\"]+)\"");
    private static final Pattern MAPPED = Pattern.compile("\"\\./(assets/[^\"]+)\"");
    private static final Pattern IMPORTED =
            Pattern.compile("(?:from '(?=\\.)|@import url\\(\")([^'\"]+)");
    private static final Pattern ADDRESS = Pattern.compile("https?://[a-z][^\\s\"'`]*");

    /// A style or module of another host; what is only linked to or named in a message is harmless.
    private static final Pattern FETCHED =
            Pattern.compile("(?:url\\([\"']?|@import [\"']?|import[ (]?[\"'])(?:https?:)?//");

    private final DashboardAssets assets = DashboardAssets.read();
    private final Javalin server = serve();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        http.close();
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void pageRunsAndShowsOnlyWhatComesFromUs(String path) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'")
                .contains(
                        "style-src 'self';",
                        "connect-src 'self'",
                        "form-action 'self'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(page.body()).doesNotContain("{assets}", "style=", " on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void everyFileThatAPageLoadsIsThereForEver(String path) throws Exception {
        String page = get(path).body();

        List<String> files =
                Stream.of(LOADED, MAPPED)
                        .flatMap(pattern -> pattern.matcher(page).results())
                        .map(match -> match.group(1))
                        .toList();

        assertThat(files).isNotEmpty();
        for (String file : files) {
            HttpResponse<String> answer = get("/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).contains("immutable");
            assertThat(header(answer, "Content-Type")).matches("(text/|image/svg).+");
        }
    }

    @Test
    void everyModuleImportsWhatIsThere() {
        ours().forEach(
                        (name, text) ->
                                IMPORTED.matcher(text)
                                        .results()
                                        .map(match -> resolved(name, match.group(1)))
                                        .forEach(
                                                file ->
                                                        assertThat(assets.files())
                                                                .as("imported by %s", name)
                                                                .containsKey(file)));
    }

    @Test
    void everyFileOfOursIsServed() throws Exception {
        URL index =
                Objects.requireNonNull(DashboardTest.class.getResource("/dashboard/index.html"));
        Path root = Path.of(index.toURI()).resolveSibling("");

        try (Stream<Path> found = Files.walk(root)) {
            assertThat(
                            found.filter(Files::isRegularFile)
                                    .map(file -> root.relativize(file).toString())
                                    .filter(name -> !name.endsWith(".html")))
                    .containsExactlyInAnyOrderElementsOf(ours().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "nothing.js", "pages", "lib/", "..%2findex.html"})
    void whatIsNotInTheListIsAProblem(String name) throws Exception {
        HttpResponse<String> answer = get("/assets/" + assets.version() + "/" + name);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void filesOfAnotherVersionAreGone() throws Exception {
        HttpResponse<String> answer = get("/assets/0123456789abcdef/app.js");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).contains("\"code\":\"not_found\"");
    }

    @Test
    void nothingComesFromAnotherHost() {
        List<String> texts = new ArrayList<>(ours().values());
        texts.add(assets.page("index.html"));
        texts.add(assets.page("docs.html"));

        assertThat(texts.stream().flatMap(text -> ADDRESS.matcher(text).results()))
                .map(MatchResult::group)
                .allMatch(url -> url.equals("http://www.w3.org/2000/svg"));
    }

    @Test
    void librariesLoadNothingFromAnotherHost() {
        assertThat(assets.files().keySet())
                .filteredOn(name -> name.startsWith("lib/"))
                .allSatisfy(name -> assertThat(text(name)).doesNotContainPattern(FETCHED));
    }

    private static Javalin serve() {
        return Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.routes.before(HttpApi::protect);
                            new DashboardRoutes().addTo(config.routes);
                            HttpApi.explainErrors(config.routes);
                        })
                .start("127.0.0.1", 0);
    }

    private Map<String, String> ours() {
        return assets.files().keySet().stream()
                .filter(name -> !name.startsWith("lib/"))
                .collect(toMap(name -> name, this::text));
    }

    private String text(String name) {
        return new String(assets.file(name).orElseThrow(), UTF_8);
    }

    private static String resolved(String importer, String target) {
        return Path.of(importer).resolveSibling(target).normalize().toString();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
