package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.dns.SmallNameServer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Domains that owners bring along.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class DomainsIT {
    private static final String DOMAINS = "/api/v1/domains";

    private final SmallNameServer dns = new SmallNameServer();
    private final TestDatabase postgres;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;

    DomainsIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api =
                Api.start(
                        TestSettings.of(
                                postgres,
                                kafka,
                                Map.of(
                                        "RELAY_DNS_SERVER", "127.0.0.1:" + dns.port(),
                                        "RELAY_MX_HOST", "inbound-smtp.eu-west-1.amazonaws.com",
                                        "RELAY_SPF_INCLUDE", "amazonses.com",
                                        "RELAY_DKIM_SELECTOR", "s1")));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        postgres.close();
        dns.close();
    }

    @Test
    void ownDomainIsProvenCheckedUsedAndGivenUp() throws Exception {
        ApiClient ann = account("premium");
        String path = DOMAINS + "/mail.example";

        // When she brings it along
        Answer claimed = ann.post(DOMAINS, host("Mail.Example"));

        // Then she reads what belongs into DNS
        assertThat(claimed.status()).isEqualTo(201);
        assertThat(claimed.header("Location")).isEqualTo(path);
        assertThat(claimed.text("kind")).isEqualTo("own");
        assertThat(claimed.body().path("verified").asBoolean(true)).isFalse();
        assertThat(claimed.body().path("checkedAt").isNull()).isTrue();
        assertThat(claimed.body().path("checks").findValuesAsText("record"))
                .containsExactly("TXT", "MX", "SPF", "DKIM", "DMARC");
        assertThat(claimed.body().path("checks").findValuesAsText("expected"))
                .contains(
                        "10 inbound-smtp.eu-west-1.amazonaws.com",
                        "v=spf1 include:amazonses.com ~all",
                        "s1._domainkey.relay.localhost");
        assertThat(ann.get(path).body()).isEqualTo(claimed.body());
        refused(named(ann, "shop", "mail.example"), 400, "invalid_request");

        // When a part is there
        String proof = claimed.body().path("checks").path(0).path("expected").asText();
        dns.says("mail.example", "TXT", "\"" + proof + "\"")
                .says("mail.example", "MX", "10 old.example.");
        Answer checked = ann.post(path + "/check", "");

        // Then the domain is hers, and the rest is named
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.body().path("verified").asBoolean()).isTrue();
        assertThat(checked.text("checkedAt")).isNotEmpty();
        JsonNode mx = checked.body().path("checks").path(1);
        assertThat(mx.path("ok").asBoolean(true)).isFalse();
        assertThat(mx.path("found").path(0).asText()).isEqualTo("10 old.example");
        assertThat(mx.path("missing").asText()).startsWith("Mail goes elsewhere");
        assertThat(named(ann, "shop", "mail.example").text("address"))
                .isEqualTo("shop@mail.example");
        assertThat(ann.get(DOMAINS).body().path("items").path(0)).isEqualTo(checked.body());
        refused(account("premium").post(DOMAINS, host("mail.example")), 409, "domain_unavailable");

        // When she gives it up
        assertThat(ann.delete(path).status()).isEqualTo(204);
        refused(ann.get(path), 404, "domain_not_found");
        refused(ann.delete(path), 404, "domain_not_found");
        assertThat(account("premium").post(DOMAINS, host("mail.example")).status()).isEqualTo(201);
    }

    @Test
    void claimOfAnotherIsInNobodysWay() throws Exception {
        ApiClient eve = account("premium");
        ApiClient ann = account("premium");
        eve.post(DOMAINS, host("ann.example"));

        Answer claimed = ann.post(DOMAINS, host("ann.example"));
        String proof = claimed.body().path("checks").path(0).path("expected").asText();
        dns.says("ann.example", "TXT", "\"" + proof + "\"");

        assertThat(
                        eve.post(DOMAINS + "/ann.example/check", "")
                                .body()
                                .path("verified")
                                .asBoolean(true))
                .isFalse();
        assertThat(ann.post(DOMAINS + "/ann.example/check", "").body().path("verified").asBoolean())
                .isTrue();
    }

    @Test
    void domainOfAnotherIsAsAbsentAsOneThatNeverWas() throws Exception {
        account("premium").post(DOMAINS, host("hers.example"));
        ApiClient eve = account("premium");

        for (String path : new String[] {"/hers.example", "/never.example", "/no%20host"}) {
            refused(eve.get(DOMAINS + path), 404, "domain_not_found");
            refused(eve.post(DOMAINS + path + "/check", ""), 404, "domain_not_found");
            refused(eve.delete(DOMAINS + path), 404, "domain_not_found");
        }
    }

    @Test
    void subdomainIsShownAndKept() throws Exception {
        ApiClient ann = account("premium");
        Answer claimed = ann.post(DOMAINS, "{\"name\":\"keeper\"}");
        String path = DOMAINS + "/keeper.relay.localhost";

        assertThat(claimed.body().path("checks").isNull()).isTrue();
        assertThat(ann.get(path).body()).isEqualTo(claimed.body());
        assertThat(ann.post(path + "/check", "").body()).isEqualTo(claimed.body());
        refused(ann.delete(path), 409, "subdomain_claimed");
    }

    @Test
    void subdomainIsClaimedOnceHoweverOftenItIsAskedFor() throws Exception {
        ApiClient ann = account("premium");
        String body = "{\"name\":\"repeated\"}";

        Answer first = ann.send("POST", DOMAINS, body, "Idempotency-Key", "key");
        Answer again = ann.send("POST", DOMAINS, body, "Idempotency-Key", "key");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        refused(ann.post(DOMAINS, body), 409, "subdomain_claimed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"host\":\"com\"}",
                "{\"host\":\"127.0.0.1\"}",
                "{\"host\":\"relay.localhost\"}",
                "{\"host\":\"mx.relay.localhost\"}",
                "{\"host\":7}",
                "{\"host\":\"a.example\",\"name\":\"a\"}",
                "{}"
            })
    void whatIsNoDomainOfAnOwnerIsRefused(String body) throws Exception {
        refused(account("premium").post(DOMAINS, body), 400, "invalid_request");
    }

    @Test
    void ownDomainNeedsPremium() throws Exception {
        refused(account("free").post(DOMAINS, host("free.example")), 403, "premium_required");
    }

    private ApiClient account(String plan) throws Exception {
        return admin.with(
                admin.post(
                                "/api/v1/accounts",
                                "{\"email\":\"%s@home.example\",\"plan\":\"%s\"}"
                                        .formatted(UUID.randomUUID(), plan))
                        .text("token"));
    }

    private static String host(String host) {
        return "{\"host\":\"%s\"}".formatted(host);
    }

    private static Answer named(ApiClient client, String name, String domain) throws Exception {
        return client.post(
                "/api/v1/aliases",
                "{\"kind\":\"named\",\"localPart\":\"%s\",\"domain\":\"%s\"}"
                        .formatted(name, domain));
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
