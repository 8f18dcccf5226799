package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.relaystream.api.Calls.Call;
import io.relaystream.api.Calls.Reply;
import io.relaystream.api.OpenApi.Body;
import io.relaystream.api.OpenApi.Operation;
import io.relaystream.embedded.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Nobody gets at what is another's, by whatever route. The routes are those of `openapi.yaml`, so
/// that a new one is tested from its first day; OpenApiContractIT sees to it that none is missing
/// there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class TenancyIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LATER = "now() + interval '1 day'";
    private static final Set<String> UNSAFE = Set.of("POST", "PATCH", "PUT", "DELETE");

    /// What a caller must not be able to give himself.
    private static final List<String> ASSIGNED =
            List.of("id", "accountId", "account_id", "plan", "verified", "admin", "createdAt");

    private final OpenApi document = OpenApi.read();
    private final RunningApi running;
    private final Calls calls;
    private final Tenant ann;
    private final Tenant eve;

    TenancyIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        running = new RunningApi(directory, kafka);
        calls = new Calls(running.http(), running.api.port());
        ann = running.newTenant();
        eve = running.newTenant();
    }

    @AfterAll
    void close() {
        running.close();
    }

    @TestFactory
    Stream<DynamicNode> nobodyIsLetIn() {
        return forEach(
                operations().filter(operation -> !operation.scope().equals("none")),
                operation ->
                        Stream.of(
                                refused("no token", operation, "", 401),
                                refused("unknown token", operation, "rs_unknown", 401),
                                refused(
                                        "expired token",
                                        operation,
                                        running.token(ann, "{read,write,admin}", "now()"),
                                        401)));
    }

    @TestFactory
    Stream<DynamicNode> tokenOpensOnlyWhatItsScopesSay() {
        return forEach(
                operations()
                        .filter(operation -> !Set.of("any", "none").contains(operation.scope())),
                operation ->
                        Stream.of("{read}", "{write}", "{read,write}")
                                .filter(scopes -> !scopes.contains(operation.scope()))
                                .map(
                                        scopes ->
                                                refused(
                                                        "token of " + scopes,
                                                        operation,
                                                        running.token(ann, scopes, LATER),
                                                        403)));
    }

    @TestFactory
    Stream<DynamicNode> ownerGetsAtWhatIsHers() {
        return forEach(
                owned(),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        "own",
                                        () -> {
                                            Reply reply =
                                                    calls.send(
                                                            Call.of(
                                                                    operation,
                                                                    made(operation, ann),
                                                                    ann.client().token()));

                                            assertThat(reply.status()).isNotIn(401, 403, 404, 500);
                                        })));
    }

    @TestFactory
    Stream<DynamicNode> whatIsAnothersIsAnsweredAsWhatIsNot() {
        return forEach(
                owned(),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        "another's and none",
                                        () -> {
                                            String hers = made(operation, ann);
                                            List<String> before = running.rows(ann);

                                            Reply foreign =
                                                    calls.send(
                                                            Call.of(
                                                                    operation,
                                                                    hers,
                                                                    eve.client().token()));
                                            Reply absent =
                                                    calls.send(
                                                            Call.of(
                                                                    operation,
                                                                    none(operation),
                                                                    eve.client().token()));

                                            assertThat(absent.status()).isEqualTo(404);
                                            assertThat(faults(operation, absent)).isEmpty();
                                            assertThat(foreign.status()).isEqualTo(404);
                                            assertThat(foreign.body()).isEqualTo(absent.body());
                                            assertThat(names(foreign)).isEqualTo(names(absent));
                                            assertThat(running.rows(ann)).isEqualTo(before);
                                        })));
    }

    @TestFactory
    Stream<DynamicNode> filterByWhatIsAnothersIsAnsweredAsByWhatIsNot() {
        return forEach(
                operations().filter(operation -> !ownedFilters(operation).isEmpty()),
                operation ->
                        ownedFilters(operation).stream()
                                .map(
                                        parameter ->
                                                dynamicTest(
                                                        parameter.path("name").asText(),
                                                        () -> sameByFilter(operation, parameter))));
    }

    @Test
    void listOfIdsFindsNothingOfAnother() throws Exception {
        Operation bulk = operation("POST /api/v1/aliases/bulk");
        String hers = running.make("alias", ann);
        String never = RunningApi.absent("alias");
        List<String> before = running.rows(ann);

        for (String action : List.of("disable", "enable", "delete")) {
            Reply reply =
                    calls.send(
                            Call.of(bulk, "", eve.client().token())
                                    .withJson(
                                            "{\"ids\":[\"%s\",\"%s\"],\"action\":\"%s\"}"
                                                    .formatted(hers, never, action)));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .isEqualTo(
                            "{\"changed\":0,\"notFound\":[\"%s\",\"%s\"]}".formatted(hers, never));
        }
        assertThat(running.rows(ann)).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicNode> listShowsOnlyTheOwn() {
        return forEach(
                lists(),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        "own items only",
                                        () -> {
                                            String hers = made(operation, ann);
                                            String own = made(operation, eve);
                                            String kind = operation.lists().orElseThrow();
                                            String annsItem = running.make(kind, ann);
                                            String evesItem = running.make(kind, eve);

                                            assertThat(items(operation, own, eve, ""))
                                                    .contains(evesItem)
                                                    .doesNotContain(annsItem);
                                            assertThat(items(operation, hers, ann, ""))
                                                    .contains(annsItem)
                                                    .doesNotContain(evesItem);
                                        })));
    }

    @TestFactory
    Stream<DynamicNode> cursorThatIsForgedShowsOnlyTheOwn() {
        return forEach(
                lists(),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        "each bit, and another's cursor",
                                        () -> forgedCursors(operation))));
    }

    @TestFactory
    Stream<DynamicNode> nobodyAssignsWhatIsNotHisToSay() {
        return forEach(
                operations().filter(Operation::refusesUnknownFields),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        String.join(", ", ASSIGNED),
                                        () -> assignsNothing(operation))));
    }

    @TestFactory
    Stream<DynamicNode> lineBreakNeverBecomesAHeader() {
        return forEach(
                operations().filter(operation -> !operation.scope().equals("none")),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        "fields, query and path",
                                        () -> injectsNothing(operation))));
    }

    @TestFactory
    Stream<DynamicNode> cookieAloneChangesNothing() {
        operation("GET /api/v1/session");
        return forEach(
                operations()
                        .filter(
                                operation ->
                                        UNSAFE.contains(operation.method())
                                                && Set.of("read", "write", "any")
                                                        .contains(operation.scope())
                                                && takesCookies(operation)),
                operation ->
                        Stream.of(
                                dynamicTest(
                                        "request from another site",
                                        () -> refusesOtherSites(operation))));
    }

    @Test
    void noLineOfTheLogShowsWhatIsPersonalOrSecret() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = root.getLevel();
        lines.start();
        root.setLevel(Level.INFO);
        root.addAppender(lines);
        try {
            sendCanaries();
            running.postgres.execute("ALTER TABLE alias RENAME TO away");
            try {
                sendCanaries();
            } finally {
                running.postgres.execute("ALTER TABLE away RENAME TO alias");
            }
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
        List<ILoggingEvent> events = List.copyOf(lines.list);
        assertThat(events).as("the missing table is told of").isNotEmpty();
        for (ILoggingEvent event : events) {
            String told =
                    event.getFormattedMessage()
                            + (event.getKeyValuePairs() == null
                                    ? ""
                                    : event.getKeyValuePairs().toString());
            if (event.getLoggerName().startsWith("io.relaystream")) {
                assertThat(told).doesNotContain("\n", "\r");
            }
            assertThat(told + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .doesNotContainIgnoringCase("canary");
        }
    }

    /// Only told, in `target/tenancy-times.txt`, as the machine that runs this has other things to
    /// do, too.
    @Test
    void timesOfWhatIsAnothersAndOfWhatIsNotAreTold() throws Exception {
        List<String> medians = new ArrayList<>();
        for (Operation operation : owned().toList()) {
            String hers = made(operation, ann);
            List<Long> foreign = new ArrayList<>();
            List<Long> absent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                foreign.add(nanos(operation, hers));
                absent.add(nanos(operation, none(operation)));
            }
            medians.add(
                    "%s: another's %d us, none %d us"
                            .formatted(
                                    operation.id(),
                                    median(foreign) / 1_000,
                                    median(absent) / 1_000));
        }
        Files.write(Path.of("target", "tenancy-times.txt"), medians);
    }

    private void sameByFilter(Operation operation, JsonNode parameter) throws Exception {
        String name = parameter.path("name").asText();
        String kind = parameter.path("x-owned").asText();
        Call call = Call.of(operation, "", eve.client().token());
        String hers = running.make(kind, ann);
        String never = RunningApi.absent(kind);

        Reply foreign = calls.send(call.withQuery(name, hers));
        Reply absent = calls.send(call.withQuery(name, never));

        assertThat(foreign.status()).isEqualTo(absent.status()).isLessThan(500);
        assertThat(foreign.body().replace(hers, never)).isEqualTo(absent.body());
    }

    private void forgedCursors(Operation operation) throws Exception {
        Tenant other = running.newTenant();
        Tenant owner = running.newTenant();
        String kind = operation.lists().orElseThrow();
        String others = made(operation, other);
        String own = made(operation, owner);
        for (int i = 0; i < 3; i++) {
            running.make(kind, other);
            running.make(kind, owner);
        }
        Set<String> all = new TreeSet<>(items(operation, own, owner, ""));
        List<String> cursors = new ArrayList<>();
        cursors.add(next(operation, others, other));
        byte[] bytes = Base64.getUrlDecoder().decode(next(operation, own, owner));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] forged = bytes.clone();
            forged[bit / 8] ^= (byte) (1 << (bit % 8));
            cursors.add(Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
        }

        for (String cursor : cursors) {
            Reply reply =
                    calls.send(
                            Call.of(operation, own, owner.client().token())
                                    .withQuery("cursor", cursor));

            assertThat(reply.status()).as(cursor).isIn(200, 400);
            if (reply.status() == 200) {
                assertThat(all).containsAll(ids(reply));
            }
        }
    }

    private void assignsNothing(Operation operation) throws Exception {
        Tenant owner = running.newTenant();
        String named = made(operation, owner);
        String token =
                operation.scope().equals("admin")
                        ? running.admin.token()
                        : operation.scope().equals("none") ? "" : owner.client().token();
        Set<String> known = document.fields(operation);
        List<String> before = running.rows(owner);
        for (String field : ASSIGNED) {
            if (!known.contains(field)) {
                ObjectNode json = example(operation, owner);
                json.put(field, "premium");

                Reply reply =
                        calls.send(Call.of(operation, named, token).withJson(json.toString()));

                assertThat(reply.status()).as(field).isEqualTo(400);
                assertThat(reply.code()).isEqualTo("invalid_request");
                assertThat(reply.body())
                        .contains(
                                "{\"field\":\"%s\",\"message\":\"is not known here\"}"
                                        .formatted(field));
            }
        }
        assertThat(running.rows(owner)).isEqualTo(before);
    }

    private void injectsNothing(Operation operation) throws Exception {
        Tenant owner = running.newTenant();
        String token =
                operation.scope().equals("admin") ? running.admin.token() : owner.client().token();
        String lines = "Ann\r\nX-Injected: 1\r\n\r\n<b>";
        List<Call> attempts = new ArrayList<>();
        String named = made(operation, owner);
        Call call = Call.of(operation, named, token);
        if (operation.owned().isPresent()) {
            attempts.add(Call.of(operation, named + lines, token));
        }
        for (JsonNode parameter : operation.parameters("query")) {
            attempts.add(call.withQuery(parameter.path("name").asText(), lines));
        }
        if (operation.node().at("/requestBody/content").has("application/json")) {
            for (Body body : operation.bodies()) {
                ObjectNode json = (ObjectNode) JSON.readTree(body.text());
                for (Map.Entry<String, JsonNode> field : json.properties()) {
                    if (field.getValue().isTextual()) {
                        attempts.add(
                                call.withJson(
                                        json.deepCopy().put(field.getKey(), lines).toString()));
                    }
                    if (field.getValue().isArray()) {
                        ObjectNode changed = json.deepCopy();
                        changed.putArray(field.getKey()).add(lines);
                        attempts.add(call.withJson(changed.toString()));
                    }
                }
            }
        }

        for (Call attempt : attempts) {
            Reply reply = calls.send(attempt);

            assertThat(reply.status()).as(attempt.toString()).isLessThan(500);
            assertThat(reply.headers().firstValue("X-Injected")).isEmpty();
            assertThat(reply.headers().map().toString()).doesNotContain("X-Injected");
        }
    }

    private void refusesOtherSites(Operation operation) throws Exception {
        Tenant owner = running.newTenant();
        String named = made(operation, owner);
        Call call = Call.of(operation, named, "").withHeader("Cookie", running.session(owner));
        List<String> before = running.rows(owner);

        for (Call attempt :
                List.of(
                        call,
                        call.withHeader("Origin", "https://evil.example"),
                        call.withHeader("Origin", "null"),
                        call.withHeader("Sec-Fetch-Site", "cross-site"),
                        call.withHeader("Sec-Fetch-Site", "same-site"))) {
            Reply reply = calls.send(attempt);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("csrf_refused");
        }
        assertThat(running.rows(owner)).isEqualTo(before);
        assertThat(calls.send(call.withHeader("Sec-Fetch-Site", "same-origin")).code())
                .isNotEqualTo("csrf_refused");
    }

    private void sendCanaries() throws Exception {
        String canary = "canary\r\n-line";
        for (Operation operation : operations().toList()) {
            Tenant owner = ann;
            for (String token :
                    List.of(owner.client().token(), "rs_canary", running.admin.token())) {
                Call call =
                        Call.of(operation, "canary@relay.localhost", token)
                                .withHeader("User-Agent", "canary")
                                .withHeader("Cookie", "relaystream_session=canary");
                for (JsonNode parameter : operation.parameters("query")) {
                    call = call.withQuery(parameter.path("name").asText(), canary);
                }
                calls.send(call);
                calls.send(Call.of(operation, canary, token).withQuery("canary", canary));
                if (operation.refusesUnknownFields()) {
                    ObjectNode json = example(operation, owner);
                    for (String field :
                            json.properties().stream().map(Map.Entry::getKey).toList()) {
                        if (json.path(field).isTextual()) {
                            calls.send(
                                    call.withJson(json.deepCopy().put(field, canary).toString()));
                        }
                    }
                    calls.send(call.withJson(json.deepCopy().put("canary", "canary").toString()));
                    if (json.has("kind")) {
                        calls.send(
                                Call.of(operation, "", token)
                                        .withJson("{\"kind\":\"random\",\"label\":\"canary\"}"));
                    }
                }
            }
        }
    }

    private static boolean takesCookies(Operation operation) {
        return !operation.node().has("security")
                || operation.node().path("security").valueStream().anyMatch(s -> s.has("session"));
    }

    private DynamicTest refused(String name, Operation operation, String token, int status) {
        return dynamicTest(
                name,
                () -> {
                    Reply reply = calls.send(Call.of(operation, made(operation, ann), token));

                    assertThat(reply.status()).isEqualTo(status);
                    assertThat(faults(operation, reply)).isEmpty();
                });
    }

    private List<String> faults(Operation operation, Reply reply) {
        return document.faults(operation, reply.status(), reply.headers(), reply.body());
    }

    /// What stands in the path for this owner; nothing if there is nothing to name.
    private String made(Operation operation, Tenant owner) throws Exception {
        return operation.owned().isPresent() ? running.make(operation.owned().get(), owner) : "";
    }

    private static String none(Operation operation) {
        return RunningApi.absent(operation.owned().orElseThrow());
    }

    private ObjectNode example(Operation operation, Tenant owner) throws Exception {
        return (ObjectNode) JSON.readTree(operation.bodies().getFirst().of(owner).text());
    }

    private List<String> items(Operation operation, String named, Tenant owner, String cursor)
            throws Exception {
        Call call = Call.of(operation, named, owner.client().token()).withQuery("limit", "100");
        return ids(calls.send(cursor.isEmpty() ? call : call.withQuery("cursor", cursor)));
    }

    private String next(Operation operation, String named, Tenant owner) throws Exception {
        Reply reply =
                calls.send(
                        Call.of(operation, named, owner.client().token()).withQuery("limit", "1"));
        return JSON.readTree(reply.body()).path("next").asText();
    }

    private static List<String> ids(Reply reply) throws Exception {
        return JSON.readTree(reply.body())
                .path("items")
                .valueStream()
                .map(item -> item.path(item.has("id") ? "id" : "host").asText())
                .toList();
    }

    private static Set<String> names(Reply reply) {
        return reply.headers().map().keySet();
    }

    private long nanos(Operation operation, String named) throws Exception {
        long begin = System.nanoTime();
        calls.send(Call.of(operation, named, eve.client().token()));
        return System.nanoTime() - begin;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private Stream<Operation> operations() {
        return document.operations().stream();
    }

    /// Those whose path names something that belongs to the caller.
    private Stream<Operation> owned() {
        return operations()
                .filter(
                        operation ->
                                operation.owned().isPresent()
                                        && Set.of("read", "write").contains(operation.scope()));
    }

    private Stream<Operation> lists() {
        return operations().filter(operation -> operation.lists().isPresent());
    }

    private static List<JsonNode> ownedFilters(Operation operation) {
        return operation.parameters("query").stream()
                .filter(parameter -> parameter.has("x-owned"))
                .toList();
    }

    private Operation operation(String id) {
        return operations().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    /// Tests of one operation.
    @FunctionalInterface
    private interface Tests {
        Stream<DynamicTest> of(Operation operation);
    }

    private static Stream<DynamicNode> forEach(Stream<Operation> operations, Tests tests) {
        return operations.map(operation -> dynamicContainer(operation.id(), tests.of(operation)));
    }
}
