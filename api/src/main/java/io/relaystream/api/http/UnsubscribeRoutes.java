package io.relaystream.api.http;

import static io.relaystream.api.http.HtmlPage.escaped;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.core.address.EmailAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `/unsubscribe/{token}`, where the `List-Unsubscribe` of forwarded mail leads to: mail programs
/// post there, people see a page. A token that is not ours and an alias that is gone get the same
/// answer.
record UnsubscribeRoutes(Unsubscribing unsubscribing) {
    private static final String LINK = "/unsubscribe/{token}";

    void addTo(RoutesConfig routes) {
        routes.get(LINK, this::ask);
        routes.head(LINK, this::ask);
        routes.post(LINK, this::switchOff);
    }

    /// Changes nothing: mail scanners follow every link.
    private void ask(Context request) {
        answer(
                request,
                unsubscribing.alias(request.pathParam("token")).map(UnsubscribeRoutes::question));
    }

    private void switchOff(Context request) {
        String type = Optional.ofNullable(request.contentType()).orElse("");
        if (!OneClickForm.asked(type, JsonBody.bytes(request))) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "The body must be a form with List-Unsubscribe=One-Click");
        }
        answer(
                request,
                unsubscribing.switchOff(request.pathParam("token")).map(UnsubscribeRoutes::done));
    }

    private static void answer(Context request, Optional<HtmlPage> page) {
        page.ifPresentOrElse(
                found -> found.answer(request, 200), () -> absent().answer(request, 404));
    }

    private static HtmlPage question(EmailAddress alias) {
        return new HtmlPage(
                "Switch this alias off?",
                """
                <p>Mail to <b>%s</b> will not be forwarded any more. You can switch the alias on again at any time.</p>
                <form method="post">
                <input type="hidden" name="List-Unsubscribe" value="One-Click">
                <button>Switch it off</button>
                </form>
                """
                        .formatted(escaped(alias.value())));
    }

    /// The dashboard is where this page is, one step up, whatever its address is outside.
    private static HtmlPage done(EmailAddress alias) {
        String place = URLEncoder.encode(alias.value(), StandardCharsets.UTF_8);
        return new HtmlPage(
                "The alias is switched off",
                """
                <p>Mail to <b>%s</b> is not forwarded any more.</p>
                <p>To switch it on again, go to <a href="../#alias=%s">your list of aliases</a>.</p>
                """
                        .formatted(escaped(alias.value()), escaped(place)));
    }

    private static HtmlPage absent() {
        return new HtmlPage(
                "There is no such alias",
                "<p>The link is not complete, or the alias is deleted. Either way, nothing is forwarded through it.</p>");
    }
}
