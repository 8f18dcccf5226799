package io.relaystream.api.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where people and programs find us.
///
/// @param dashboard as people see it, without a slash at its end
/// @param corsOrigins pages of other sites that may call us
/// @param requestsPerMinute of each token and session
/// @param behindProxy whether a proxy tells where a request comes from
public record Site(
        URI dashboard, Set<String> corsOrigins, int requestsPerMinute, boolean behindProxy) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public Site {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    /// Whether only this machine sees it.
    public boolean local() {
        return LOOPBACK.contains(dashboard.getHost());
    }

    /// Whether a page of ours sent the request; browsers say so, and pages cannot lie about it.
    boolean isCalledByItself(Context request) {
        @Nullable String site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        @Nullable String origin = request.header("Origin");
        return origin != null
                && (origin.equals(origin(dashboard))
                        || origin.equals("https://" + request.header("Host"))
                        || origin.equals("http://" + request.header("Host")));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
