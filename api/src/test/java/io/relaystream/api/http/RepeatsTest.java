package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Handler;
import io.relaystream.api.ApiClient;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.repeat.InMemoryRepeatStore;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.core.account.Plan;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of a request that comes again.
class RepeatsTest {
    private final Owner owner =
            new Owner(UUID.randomUUID(), Plan.FREE, true, Set.of(Scope.WRITE), null);
    private final Repeats repeats = new Repeats(new InMemoryRepeatStore());
    private final AtomicInteger made = new AtomicInteger();
    private final Javalin server = serve();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    @Test
    void whatWasRefusedIsTriedAgain() throws Exception {
        assertThat(post("/refused").status()).isEqualTo(403);
        assertThat(post("/refused").status()).isEqualTo(403);
        assertThat(made).hasValue(2);
    }

    @Test
    void whatMayHaveBeenMadeIsNotMadeAgainAtOnce() throws Exception {
        for (String path : new String[] {"/away", "/bug"}) {
            made.set(0);

            Answer first = post(path);
            Answer again = post(path);

            assertThat(first.status()).isBetween(500, 503);
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.code()).isEqualTo("idempotency_key_in_use");
            assertThat(made).hasValue(1);
        }
    }

    private Answer post(String path) throws Exception {
        return new ApiClient(http, server.port(), "")
                .send("POST", path, "{}", "Idempotency-Key", path);
    }

    private Javalin serve() {
        Map<String, RuntimeException> endings =
                Map.of(
                        "/refused", new ProblemException(ProblemCode.ALIAS_LIMIT_REACHED, "any"),
                        "/away", new StoreUnavailableException(new IllegalStateException("away")),
                        "/bug", new IllegalStateException("a defect"));
        return Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            endings.forEach(
                                    (path, ending) -> config.routes.post(path, make(ending)));
                            HttpApi.explainErrors(config.routes);
                        })
                .start("127.0.0.1", 0);
    }

    /// Makes something, and ends before it can say so.
    private Handler make(RuntimeException ending) {
        return request ->
                repeats.once(
                        request,
                        owner,
                        () -> {
                            made.incrementAndGet();
                            throw ending;
                        });
    }
}
