package io.relaystream.api.http;

import io.relaystream.core.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// What the pages of the dashboard load: our own files and those of libraries, read once. No other
/// file can be asked for.
///
/// @param version a hash of all of them: other files are at another address, so that browsers may
///   keep these for ever
/// @param files by name
record DashboardAssets(String version, Map<String, byte[]> files) {
    private static final String OURS = "/dashboard/";
    private static final int VERSION_CHARS = 16;

    private static final List<String> NAMES =
            List.of(
                    "announce.js",
                    "api.js",
                    "app.js",
                    "chart.js",
                    "docs.css",
                    "docs.js",
                    "format.js",
                    "icons.svg",
                    "live.js",
                    "mark.svg",
                    "pages/account-access.js",
                    "pages/account-data.js",
                    "pages/account-domains.js",
                    "pages/account-mail.js",
                    "pages/account-overview.js",
                    "pages/account.js",
                    "pages/alias.js",
                    "pages/aliases.js",
                    "pages/message-list.js",
                    "pages/message.js",
                    "pages/messages.js",
                    "pages/new-alias.js",
                    "pages/operations.js",
                    "pages/sign-in.js",
                    "pages/statistics.js",
                    "pages/transfer.js",
                    "parts.js",
                    "resource.js",
                    "router.js",
                    "style.css",
                    "theme.js",
                    "words.js");

    private static final List<Library> LIBRARIES =
            List.of(
                    npm("preact", "dist/preact.module.js", "lib/preact.js"),
                    npm("preact", "hooks/dist/hooks.module.js", "lib/hooks.js"),
                    mvnpm("htm", "dist/htm.module.js", "lib/htm.js"),
                    mvnpm("htm", "preact/index.module.js", "lib/htm-preact.js"),
                    npm("uplot", "dist/uPlot.esm.js", "lib/uplot.js"),
                    npm("uplot", "dist/uPlot.min.css", "lib/uplot.css"),
                    npm("picocss__pico", "css/pico.min.css", "lib/pico.css"),
                    webjar("swagger-ui", "swagger-ui-bundle.js", "lib/swagger-ui.js"),
                    webjar("swagger-ui", "swagger-ui.css", "lib/swagger-ui.css"));

    /// A file of a jar on the classpath.
    ///
    /// @param group of the jar
    /// @param root where such jars have their files
    private record Library(String group, String artifact, String root, String path, String name) {

        byte[] bytes() {
            return resource("%s/%s/%s/%s".formatted(root, artifact, version(), path));
        }

        /// As its jar says, so that only the pom names it.
        private String version() {
            String properties = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
            var said = new Properties();
            try (InputStream in = open(properties)) {
                said.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return said.getProperty("version");
        }
    }

    /// @throws IllegalStateException if a file is not on the classpath
    static DashboardAssets read() {
        Map<String, byte[]> files = new TreeMap<>();
        NAMES.forEach(name -> files.put(name, resource(OURS + name)));
        LIBRARIES.forEach(library -> files.put(library.name(), library.bytes()));
        return new DashboardAssets(version(files), Map.copyOf(files));
    }

    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /// A page, which knows where its files are.
    String page(String name) {
        return new String(resource(OURS + name), StandardCharsets.UTF_8)
                .replace("{assets}", "assets/" + version);
    }

    private static String version(Map<String, byte[]> files) {
        MessageDigest hash = Hashes.sha256();
        files.forEach(
                (name, bytes) -> {
                    hash.update(name.getBytes(StandardCharsets.UTF_8));
                    hash.update(bytes);
                });
        return HexFormat.of().formatHex(hash.digest()).substring(0, VERSION_CHARS);
    }

    private static Library npm(String artifact, String path, String name) {
        return new Library("org.webjars.npm", artifact, "/META-INF/resources/webjars", path, name);
    }

    private static Library webjar(String artifact, String path, String name) {
        return new Library("org.webjars", artifact, "/META-INF/resources/webjars", path, name);
    }

    private static Library mvnpm(String artifact, String path, String name) {
        return new Library("org.mvnpm", artifact, "/META-INF/resources/_static", path, name);
    }

    private static byte[] resource(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = DashboardAssets.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(
                    "The dashboard needs %s on the classpath".formatted(path));
        }
        return in;
    }
}
