package io.relaystream.processor.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Hosts that are known to track readers of mail: `trackers.txt`, whose first lines explain its
/// format. A host stands for its subdomains, too.
final class TrackerHosts {
    private static final String IN_PATH = "/";

    /// How the paths begin, by host.
    private final Map<String, List<String>> images = new HashMap<>();

    private final Map<String, String> clicks = new HashMap<>();

    /// @param list in the format of `trackers.txt`
    /// @throws IllegalArgumentException if a line is none that is known
    TrackerHosts(String list) {
        list.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(this::add);
    }

    /// The hosts in force.
    static TrackerHosts standard() {
        return Standard.HOSTS;
    }

    /// Whether what a link leads to is loaded only to tell that a mail was opened.
    boolean isImage(WebLink link) {
        return link.host()
                .flatMap(host -> listed(host, images.keySet()))
                .map(images::get)
                .filter(paths -> paths.stream().anyMatch(link.path()::startsWith))
                .isPresent();
    }

    /// Where a link leads past the tracker, if it tells.
    Optional<WebLink> target(WebLink link) {
        return link.host()
                .flatMap(host -> listed(host, clicks.keySet()))
                .map(clicks::get)
                .flatMap(where -> where.equals(IN_PATH) ? link.segment() : link.parameter(where));
    }

    private void add(String line) {
        String[] words = line.split("\\s+", -1);
        if (words.length == 2 && words[0].equals("image")) {
            String[] place = words[1].split("(?=/)", 2);
            images.computeIfAbsent(place[0], _ -> new ArrayList<>())
                    .add(place.length == 1 ? "" : place[1]);
        } else if (words.length == 3 && words[0].equals("click")) {
            clicks.put(words[1], words[2]);
        } else {
            throw new IllegalArgumentException(
                    "A line must be 'image HOST[/PATH]' or 'click HOST WHERE', got '%s'"
                            .formatted(line));
        }
    }

    /// The host, or the nearest domain above it, that is listed.
    private static Optional<String> listed(String host, Set<String> list) {
        String domain = host;
        while (!list.contains(domain)) {
            int dot = domain.indexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            domain = domain.substring(dot + 1);
        }
        return Optional.of(domain);
    }

    /// Read once, when they are needed.
    private static final class Standard {
        private static final TrackerHosts HOSTS = read();

        private static TrackerHosts read() {
            try (InputStream list = TrackerHosts.class.getResourceAsStream("trackers.txt")) {
                if (list == null) {
                    throw new IllegalStateException("trackers.txt must lie beside its reader");
                }
                return new TrackerHosts(new String(list.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
