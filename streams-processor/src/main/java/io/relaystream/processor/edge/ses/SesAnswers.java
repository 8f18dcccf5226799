package io.relaystream.processor.edge.ses;

import static io.relaystream.core.delivery.DeliveryCode.NO_ANSWER;
import static io.relaystream.core.delivery.DeliveryCode.REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.SENDER_REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.THROTTLED;
import static io.relaystream.core.delivery.DeliveryCode.UNREACHABLE;

import io.relaystream.core.delivery.DeliveryCode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What a failed `SendEmail` call means. Pure.
///
/// Sources: SES API v2 reference, `SendEmail` errors and common errors. SES offers no idempotency,
/// so a failure after the request was written leaves open whether the mail was sent.
final class SesAnswers {
    private static final Set<String> THROTTLING =
            Set.of(
                    "TooManyRequestsException",
                    "LimitExceededException",
                    "Throttling",
                    "ThrottlingException",
                    "ThrottledException",
                    "RequestThrottledException",
                    "SlowDown");

    private static final Set<String> ACCOUNT =
            Set.of(
                    "AccountSuspendedException",
                    "SendingPausedException",
                    "MailFromDomainNotVerifiedException",
                    // The configuration set or the identity.
                    "NotFoundException",
                    "ExpiredTokenException",
                    "RequestExpired",
                    "OptInRequired");

    private SesAnswers() {}

    static DeliveryCode classify(SdkException failure) {
        return failure instanceof AwsServiceException answer
                ? answered(answer.statusCode(), errorCode(answer).orElse(""))
                : unanswered(failure);
    }

    static Optional<String> errorCode(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    private static DeliveryCode answered(int status, String code) {
        if (THROTTLING.contains(code) || status == 429) {
            return THROTTLED;
        }
        if (ACCOUNT.contains(code) || status == 401 || status == 403) {
            return SENDER_REFUSED;
        }
        return status >= 400 && status < 500 ? REFUSED : NO_ANSWER;
    }

    private static DeliveryCode unanswered(SdkException failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (beforeTheRequest(cause)) {
                return UNREACHABLE;
            }
            cause = cause.getCause();
        }
        return NO_ANSWER;
    }

    /// Whether the connection was never made, so that nothing can have been sent on it.
    private static boolean beforeTheRequest(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException;
    }
}
