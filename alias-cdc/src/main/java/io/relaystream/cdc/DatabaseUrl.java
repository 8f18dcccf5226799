package io.relaystream.cdc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;

/// A JDBC URL of Postgres and the parts of it that Debezium wants one by one.
///
/// @param jdbc the whole, as the driver takes it
/// @param host without the brackets of an IPv6 address
/// @param sslMode the driver's `sslmode`, if the URL sets it
public record DatabaseUrl(
        String jdbc, String host, int port, String database, Optional<String> sslMode) {
    private static final String PREFIX = "jdbc:";
    private static final int DEFAULT_PORT = 5432;

    /// @throws IllegalArgumentException if the text is no URL with a host and a database
    public static DatabaseUrl parse(String text) {
        try {
            URI uri = new URI(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            String database = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
            if ("postgresql".equals(uri.getScheme()) && !host.isEmpty() && !database.isEmpty()) {
                return new DatabaseUrl(
                        text,
                        host.replaceAll("[\\[\\]]", ""),
                        uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort(),
                        database,
                        parameter(uri, "sslmode"));
            }
        } catch (URISyntaxException e) {
            // reported below, like a URL without a host
        }
        throw new IllegalArgumentException(
                "RELAY_DB_URL must look like jdbc:postgresql://host:5432/database, got '%s'"
                        .formatted(text));
    }

    private static Optional<String> parameter(URI uri, String name) {
        return Optional.ofNullable(uri.getQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&", -1)))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }
}
