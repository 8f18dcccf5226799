package io.relaystream.platform.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What is running, as Dockerflow's `/__version__` shows it: source, version, commit, build.
public record Version(String source, String version, String commit, String build) {

    /// Reads what the build wrote into the jar.
    public static Version current() {
        Properties built = new Properties();
        try (InputStream in =
                Version.class.getResourceAsStream("/relaystream-version.properties")) {
            if (in != null) {
                built.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The version resource must be readable", e);
        }
        return new Version(
                built.getProperty("source", ""),
                built.getProperty("version", "unknown"),
                built.getProperty("commit", "unknown"),
                built.getProperty("build", ""));
    }

    public Map<String, String> fields() {
        return new TreeMap<>(
                Map.of("source", source, "version", version, "commit", commit, "build", build));
    }
}
