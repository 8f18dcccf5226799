package io.relaystream.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.relaystream.core.Accounts;
import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.hold.Hold;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.mail.InboundMail;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Stored records must stay readable: the golden files say what lies in the topics. A file may gain
/// a field; a changed or removed one breaks whoever still holds old records.
class JsonSerdeTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    static List<Sample<?>> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V> void writesTheGoldenBytes(Sample<V> sample) throws Exception {
        assertThat(new String(write(sample.topic().values(), sample.record()), UTF_8) + "\n")
                .isEqualTo(new String(golden(sample), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V> void readsTheGoldenBytes(Sample<V> sample) throws Exception {
        assertThat(read(sample.topic().values(), golden(sample))).isEqualTo(sample.record());
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V> void isFlatSnakeCaseJsonThatBeginsWithTheVersion(Sample<V> sample) throws Exception {
        JsonNode json = MAPPER.readTree(golden(sample));

        assertThat(json.fieldNames()).toIterable().allMatch(name -> name.matches("[a-z_]+"));
        assertThat(json.elements()).toIterable().allMatch(JsonSerdeTest::isFlat);
        assertThat(json.properties().iterator().next().getKey()).isEqualTo("v");
        assertThat(json.get("v").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("samples")
    <V> void readsARecordWithoutItsNullableAndLaterFieldsAndRefusesOneWithoutAnyOther(
            Sample<V> sample) throws Exception {
        Serde<V> serde = sample.topic().values();
        for (RecordComponent component : sample.record().getClass().getRecordComponents()) {
            String field = snakeCase(component.getName());
            for (byte[] without : List.of(absent(sample, field), asNull(sample, field))) {
                if (nullable(component)) {
                    V read = read(serde, without);
                    assertThat(component.getAccessor().invoke(read)).as(field).isNull();
                    assertThat(read(serde, write(serde, read))).isEqualTo(read);
                } else if (LaterFields.of(component) == null) {
                    assertRefused(
                            serde,
                            without,
                            "A value in topic must have a valid field '%s', got %d bytes without one"
                                    .formatted(field, without.length));
                }
            }
        }
    }

    static List<Sample<?>> samplesOfTheFirstRelease() {
        Set<String> first =
                Set.of(
                        "inbound_mail",
                        "feedback",
                        "delivery_request",
                        "delivery_outcome",
                        "canonical_record",
                        "account",
                        "alias");
        return Sample.all().stream().filter(sample -> first.contains(sample.golden())).toList();
    }

    @ParameterizedTest
    @MethodSource("samplesOfTheFirstRelease")
    <V> void readsWhatTheFirstReleaseWrote(Sample<V> sample) throws Exception {
        V old = read(sample.topic().values(), golden("first/" + sample.golden()));

        for (RecordComponent component : old.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(old);
            assertThat(value != null || nullable(component)).as(component.getName()).isTrue();
        }
    }

    @Test
    void writesNoNulls() {
        DeliveryOutcome bare =
                new DeliveryOutcome("d", 1, "a", DeliveryCode.STARTED, null, 0, 0, 0, 0, 0, false);

        assertThat(new String(write(Topics.OUTCOMES.values(), bare), UTF_8))
                .isEqualTo(
                        """
                        {"v":1,"delivery_id":"d","attempt":1,"account_id":"a","code":"started",\
                        "size_bytes":0,"fetch_ms":0,"rewrite_ms":0,"send_ms":0,"trackers_removed":0,\
                        "wrapped":false}""");
    }

    @Test
    void readsARowAsDebeziumWritesIt() {
        String row =
                """
                {"id":"0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11","account_id":"account-1",\
                "address":"open@relay.localhost","kind":"random","enabled":true,\
                "blocking":"promotions","blocked_senders":["shop.example","a@b.example"],\
                "expires_at":null,"created_at":"2026-01-05T12:00:00.123456Z","v":1}""";

        assertThat(read(Topics.ALIASES.values(), row.getBytes(UTF_8)))
                .isEqualTo(
                        new Alias(
                                "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11",
                                "account-1",
                                new EmailAddress("open@relay.localhost"),
                                AliasKind.RANDOM,
                                true,
                                Blocking.PROMOTIONS,
                                Set.of("shop.example", "a@b.example"),
                                null,
                                Instant.parse("2026-01-05T12:00:00.123456Z"),
                                false));
    }

    @Test
    void readsAnAddressInItsCanonicalForm() {
        String row =
                """
                {"id":"1","email":"Owner@HOME.example","verified":true,"plan":"free","active":true,\
                "drop_spam":false}""";

        assertThat(read(Topics.ACCOUNTS.values(), row.getBytes(UTF_8)).email())
                .isEqualTo(new EmailAddress("owner@home.example"));
    }

    @Test
    void aTombstoneIsNull() {
        Serde<Alias> serde = Topics.ALIASES.values();

        assertThat(serde.deserializer().deserialize("topic", null)).isNull();
        assertThat(serde.serializer().serialize("topic", null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    null                        | A value in topic must be a JSON object, got 4 bytes that are not
                    ''                          | A value in topic must be a JSON object, got 0 bytes that are not
                    alice@home.example          | A value in topic must be a JSON object, got 18 bytes that are not
                    "alice@home.example"        | A value in topic must be a JSON object, got 20 bytes that are not
                    []                          | A value in topic must be a JSON object, got 2 bytes that are not
                    {"id":"alice@home.example   | A value in topic must have a valid field 'id', got 25 bytes without one
                    """)
    void refusesWhatIsNoRecordWithoutQuotingIt(String text, String message) {
        assertRefused(Topics.ACCOUNTS.values(), text.getBytes(UTF_8), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    email     | "alice smith@home.example"
                    email     | 5
                    plan      | "gold"
                    plan      | "FREE"
                    active    | "alice@home.example"
                    active    | {}
                    drop_spam | [true]
                    """)
    void refusesAMalformedFieldWithoutQuotingIt(String field, String value) throws Exception {
        ObjectNode json =
                (ObjectNode) MAPPER.readTree(write(Topics.ACCOUNTS.values(), Accounts.active()));
        json.set(field, MAPPER.readTree(value));
        byte[] bytes = MAPPER.writeValueAsBytes(json);

        assertRefused(
                Topics.ACCOUNTS.values(),
                bytes,
                "A value in topic must have a valid field '%s', got %d bytes without one"
                        .formatted(field, bytes.length));
    }

    @Test
    void refusesTwoRecordsInOneValue() {
        byte[] one = write(Topics.ACCOUNTS.values(), Accounts.active());
        byte[] two = (new String(one, UTF_8) + new String(one, UTF_8)).getBytes(UTF_8);

        assertRefused(
                Topics.ACCOUNTS.values(),
                two,
                "A value in topic must be a JSON object, got %d bytes that are not"
                        .formatted(two.length));
    }

    /// What state stores hold is nested, and of types that are not public.
    @Test
    void keepsNestedRecordsOfOtherPackages() {
        Serde<Kept> serde = new JsonSerde<>(Kept.class);
        Kept waiting = new Kept(Sample.entry(), Hold.begin(Mails.RECEIVED), null);
        InboundMail nullSender = Mails.mail().nullSender().build();

        assertThat(read(serde, write(serde, waiting))).isEqualTo(waiting);
        Kept reply = new Kept(Replies.entry(), waiting.hold(), null);
        assertThat(read(serde, write(serde, reply))).isEqualTo(reply);
        assertThat(read(serde, write(serde, new Kept(waiting.entry(), waiting.hold(), nullSender))))
                .isEqualTo(new Kept(waiting.entry(), waiting.hold(), nullSender));
    }

    @Test
    void namesTheMissingFieldOfANestedRecord() {
        byte[] bytes = "{\"hold\":{\"checks\":1,\"fresh\":true}}".getBytes(UTF_8);

        assertRefused(
                new JsonSerde<>(Kept.class),
                bytes,
                "A value in topic must have a valid field 'hold.arrived_at', got %d bytes without one"
                        .formatted(bytes.length));
    }

    private record Kept(LedgerEntry entry, Hold hold, @Nullable InboundMail mail) {}

    private static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /// A value, or a list of texts.
    private static boolean isFlat(JsonNode field) {
        return field.isValueNode()
                || (field.isArray() && field.valueStream().allMatch(JsonNode::isTextual));
    }

    private static byte[] golden(Sample<?> sample) throws IOException {
        return golden(sample.golden());
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in =
                requireNonNull(
                        JsonSerdeTest.class.getResourceAsStream(
                                "/golden/%s.json".formatted(name)))) {
            return in.readAllBytes();
        }
    }

    private static byte[] absent(Sample<?> sample, String field) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(golden(sample));
        json.remove(field);
        json.put("a_field_of_tomorrow", 1);
        return MAPPER.writeValueAsBytes(json);
    }

    private static byte[] asNull(Sample<?> sample, String field) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(golden(sample));
        json.putNull(field);
        return MAPPER.writeValueAsBytes(json);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static <V> byte[] write(Serde<V> serde, V value) {
        return serde.serializer().serialize("topic", value);
    }

    private static <V> V read(Serde<V> serde, byte[] bytes) {
        return requireNonNull(serde.deserializer().deserialize("topic", bytes));
    }

    private static void assertRefused(Serde<?> serde, byte[] bytes, String message) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serde.deserializer().deserialize("topic", bytes))
                .withMessage(message)
                .withNoCause();
    }
}
