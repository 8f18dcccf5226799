package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.relaystream.api.mail.Download;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.mail.MailStore.Content;
import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/mail/{token}`, where the notice of a mail that is too large leads to: the mail as it came, to
/// be saved and never shown by the browser, as a stranger wrote it.
record MailRoutes(Downloads downloads) {
    private static final Logger LOG = LoggerFactory.getLogger(MailRoutes.class);
    private static final String LINK = "/mail/{token}";
    private static final int CHUNK = 64 * 1024;
    private static final String RETRY_SECONDS = "60";

    /// How long a mail may take all in all. The server breaks off a client that takes nothing for
    /// half a minute.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    void addTo(RoutesConfig routes) {
        routes.get(LINK, this::fetch);
        routes.head(LINK, this::fetch);
    }

    private void fetch(Context request) {
        switch (downloads.open(request.pathParam("token"))) {
            case Download.Ready(Content content) -> {
                try (content) {
                    give(request, content);
                }
            }
            case Download.Absent _ -> absent().answer(request, 404);
            case Download.Ended _ -> ended().answer(request, 410);
            case Download.Later _ -> {
                request.header("Retry-After", RETRY_SECONDS);
                later().answer(request, 503);
            }
        }
    }

    /// Past Javalin, which would compress what its length is told of.
    private static void give(Context request, Content content) {
        request.status(200)
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Disposition", "attachment; filename=\"mail.eml\"")
                .contentType("message/rfc822");
        request.res().setContentLengthLong(content.length());
        if (request.method().equals(HandlerType.HEAD)) {
            return;
        }
        try {
            copy(content, request.res().getOutputStream());
        } catch (IOException e) {
            // Less than its length was written, by which the client knows, too.
            LOG.atInfo()
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("A mail was not fetched to its end");
        }
    }

    private static void copy(Content content, OutputStream out) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        byte[] chunk = new byte[CHUNK];
        for (int bytes = content.read(chunk); bytes >= 0; bytes = content.read(chunk)) {
            if (System.nanoTime() - giveUp >= 0) {
                throw new IOException("A mail must be fetched within " + PATIENCE);
            }
            out.write(chunk, 0, bytes);
        }
    }

    private static HtmlPage absent() {
        return new HtmlPage(
                "There is no such mail",
                "<p>The link is not complete, or the mail is not kept any more.</p>");
    }

    private static HtmlPage ended() {
        return new HtmlPage(
                "The link has ended",
                "<p>A mail that is too large to be forwarded can be fetched for seven days after it came. If you still need it, ask its sender to send it again.</p>");
    }

    private static HtmlPage later() {
        return new HtmlPage(
                "The mail cannot be fetched now", "<p>Please try again in a minute.</p>");
    }
}
