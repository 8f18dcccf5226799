package io.relaystream.processor.edge.ses;

import static io.relaystream.core.delivery.DeliveryCode.NO_ANSWER;
import static io.relaystream.core.delivery.DeliveryCode.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.core.delivery.DeliveryCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/// The table of what each failure means.
class SesAnswersTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    429, TooManyRequestsException,           THROTTLED
                    400, ThrottlingException,                THROTTLED
                    400, LimitExceededException,             THROTTLED
                    400, AccountSuspendedException,          SENDER_REFUSED
                    400, SendingPausedException,             SENDER_REFUSED
                    400, MailFromDomainNotVerifiedException, SENDER_REFUSED
                    404, NotFoundException,                  SENDER_REFUSED
                    403, AccessDeniedException,              SENDER_REFUSED
                    403, SignatureDoesNotMatch,              SENDER_REFUSED
                    400, ExpiredTokenException,              SENDER_REFUSED
                    400, MessageRejected,                    REFUSED
                    400, BadRequestException,                REFUSED
                    413, ,                                   REFUSED
                    500, InternalServiceErrorException,      NO_ANSWER
                    502, ,                                   NO_ANSWER
                    503, ServiceUnavailable,                 NO_ANSWER
                    504, ,                                   NO_ANSWER
                    """)
    void anErrorMeans(int status, String code, DeliveryCode meaning) {
        var details = AwsErrorDetails.builder().errorCode(code).build();
        SdkException error =
                (SdkException)
                        SesV2Exception.builder()
                                .statusCode(status)
                                .awsErrorDetails(details)
                                .build();

        assertThat(SesAnswers.classify(error)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void aLostCallMeans(Exception cause, DeliveryCode meaning) {
        var wrapped = SdkClientException.create("Unable to execute HTTP request", cause);

        assertThat(SesAnswers.classify(wrapped)).isEqualTo(meaning);
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                arguments(new ConnectException("refused"), UNREACHABLE),
                arguments(new ConnectTimeoutException("timed out"), UNREACHABLE),
                arguments(new ConnectionRequestTimeoutException("pool"), UNREACHABLE),
                arguments(new NoRouteToHostException("no route"), UNREACHABLE),
                arguments(new UnknownHostException("email.example"), UNREACHABLE),
                arguments(new SSLHandshakeException("untrusted"), UNREACHABLE),
                arguments(new IOException(new UnknownHostException("x")), UNREACHABLE),
                arguments(new SocketTimeoutException("read"), NO_ANSWER),
                arguments(new SocketException("Connection reset"), NO_ANSWER),
                arguments(new NoHttpResponseException("closed"), NO_ANSWER),
                arguments(ApiCallTimeoutException.create(25_000), NO_ANSWER),
                arguments(ApiCallAttemptTimeoutException.create(20_000), NO_ANSWER));
    }
}
