package io.relaystream.processor.edge.ses;

import static io.relaystream.core.delivery.DeliveryCode.NO_ANSWER;
import static io.relaystream.core.delivery.DeliveryCode.SENT;
import static io.relaystream.core.delivery.DeliveryCode.UNREACHABLE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.platform.config.Secret;
import io.relaystream.processor.delivery.OutgoingMail;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.delivery.SendResult;
import io.relaystream.processor.edge.aws.AwsEndpoint;
import io.relaystream.processor.edge.ses.SesMailSender.Timing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesMailSenderIT {
    private static final Timing PATIENT =
            new Timing(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final StubSes ses = new StubSes();
    private final SesMailSender sender = sender(ses.uri(), PATIENT);

    @AfterEach
    void close() {
        sender.close();
        ses.close();
    }

    @Test
    void sendsTheRawMailWithItsTags() throws IOException {
        OutgoingMail mail = mail();

        SendResult result = sender.send(mail);

        assertThat(result).isEqualTo(new SendResult(SENT, "0100-abc"));
        JsonNode request = ses.requests().getFirst();
        assertThat(request.at("/Content/Raw/Data").binaryValue())
                .isEqualTo(mail.content().toBytes());
        assertThat(request.at("/Destination"))
                .hasToString("{\"ToAddresses\":[\"owner@home.example\"]}");
        assertThat(request.at("/EmailTags"))
                .hasToString(
                        """
                        [{"Name":"delivery_id","Value":"delivery-1"},\
                        {"Name":"account_id","Value":"%s"}]"""
                                .formatted(Requests.ACCOUNT));
        assertThat(request.at("/ConfigurationSetName").asText()).isEqualTo("events");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 24_575, 24_576, 24_577, 3_000_000})
    void sendsAMailOfAnyLength(int length) throws IOException {
        OutgoingMail mail = mail("x".repeat(length));

        assertThat(sender.send(mail).code()).isEqualTo(SENT);
        assertThat(ses.requests().getFirst().at("/Content/Raw/Data").binaryValue())
                .isEqualTo(mail.content().toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "429, TooManyRequestsException, THROTTLED",
        "400, SendingPausedException, SENDER_REFUSED",
        "403, AccessDeniedException, SENDER_REFUSED",
        "400, MessageRejected, REFUSED",
        "500, InternalServiceErrorException, NO_ANSWER",
        "503, ServiceUnavailable, NO_ANSWER"
    })
    void classifiesAnErrorAndNeverRepeatsTheCall(int status, String code, DeliveryCode meaning) {
        ses.answers(StubSes.error(status, code));

        assertThat(sender.send(mail()).code()).isEqualTo(meaning);
        assertThat(ses.requests()).hasSize(1);
    }

    @Test
    void isInDoubtWhenTheConnectionBreaksBehindTheRequest() {
        ses.answers(exchange -> exchange.close());

        assertThat(sender.send(mail()).code()).isEqualTo(NO_ANSWER);
        assertThat(ses.requests()).hasSize(1);
    }

    @Test
    void isInDoubtWhenNoAnswerComesInTime() {
        CountDownLatch never = new CountDownLatch(1);
        ses.answers(_ -> never.await());
        Timing hurried =
                new Timing(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofSeconds(20));

        try (SesMailSender impatient = sender(ses.uri(), hurried)) {
            assertThat(impatient.send(mail()).code()).isEqualTo(NO_ANSWER);
        } finally {
            never.countDown();
        }
        assertThat(ses.requests()).hasSize(1);
    }

    @Test
    void cannotReachAnEndpointThatIsNotThere() {
        ses.close();

        assertThat(sender.send(mail()).code()).isEqualTo(UNREACHABLE);
    }

    private static SesMailSender sender(URI uri, Timing timing) {
        var endpoint =
                new AwsEndpoint(
                        "us-east-1",
                        Optional.of(uri),
                        Optional.of(new Secret("key")),
                        Optional.of(new Secret("secret")));
        return new SesMailSender(endpoint, Optional.of("events"), 4, timing);
    }

    private static OutgoingMail mail() {
        return mail("Hello \u00fc\r\n");
    }

    private static OutgoingMail mail(String body) {
        byte[] raw = ("From: jane@shop.example\r\n\r\n" + body).getBytes(ISO_8859_1);
        return new OutgoingMail(
                "delivery-1",
                Requests.ACCOUNT,
                new EmailAddress("bounces@relay.localhost"),
                new EmailAddress("owner@home.example"),
                Requests.forwarded(raw));
    }
}
