package io.relaystream.processor.edge.ses;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.platform.log.LogKey;
import io.relaystream.processor.delivery.MailSender;
import io.relaystream.processor.delivery.OutgoingMail;
import io.relaystream.processor.delivery.Provider;
import io.relaystream.processor.delivery.SendResult;
import io.relaystream.processor.edge.aws.AwsEndpoint;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// Sends by SES v2 `SendEmail` with raw content, never twice: the SDK's own retries are off.
///
/// The delivery id and the account id travel as message tags and come back in the events of the
/// configuration set, which is how a doubtful mail is resolved. SES puts its own `Message-ID` and
/// `Date` into the mail.
public final class SesMailSender implements MailSender, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SesMailSender.class);

    private final SesV2Client client;
    private final AwsCredentialsProvider credentials;
    private final Optional<String> configurationSet;

    /// How long things may take.
    ///
    /// @param attempt until the answer is there
    /// @param call the same with all that the SDK does around it
    record Timing(Duration connect, Duration attempt, Duration call) {
        static final Timing USUAL =
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(20), LIMIT);

        /// Shorter than the time after which the other side closes an idle connection: a request on
        /// a connection that is being closed would leave the mail in doubt.
        static final Duration IDLE = Duration.ofSeconds(5);
    }

    /// @param configurationSet whose events tell what became of a mail
    /// @param connections most connections at once; as many as there are deliveries at once
    public SesMailSender(AwsEndpoint endpoint, Optional<String> configurationSet, int connections) {
        this(endpoint, configurationSet, connections, Timing.USUAL);
    }

    SesMailSender(
            AwsEndpoint endpoint,
            Optional<String> configurationSet,
            int connections,
            Timing timing) {
        this.credentials = endpoint.credentials();
        this.configurationSet = configurationSet;
        SesV2ClientBuilder builder =
                SesV2Client.builder()
                        .region(Region.of(endpoint.region()))
                        .credentialsProvider(credentials)
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .maxConnections(connections)
                                        .connectionTimeout(timing.connect())
                                        .connectionAcquisitionTimeout(timing.connect())
                                        .connectionMaxIdleTime(Timing.IDLE)
                                        .socketTimeout(timing.attempt()))
                        .overrideConfiguration(
                                calls ->
                                        calls.addExecutionInterceptor(new RawMessage())
                                                .apiCallTimeout(timing.call())
                                                .apiCallAttemptTimeout(timing.attempt())
                                                .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        endpoint.uri().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    @Override
    public Provider provider() {
        return Provider.SES;
    }

    @Override
    public SendResult send(OutgoingMail mail) {
        SendEmailRequest request = request(mail);
        if (!hasCredentials()) {
            return SendResult.of(DeliveryCode.SENDER_REFUSED);
        }
        try {
            return SendResult.sent(client.sendEmail(request).messageId());
        } catch (SdkException e) {
            DeliveryCode code = SesAnswers.classify(e);
            LOG.atInfo()
                    .addKeyValue(LogKey.DELIVERY_ID.key(), mail.deliveryId())
                    .addKeyValue(LogKey.CODE.key(), code.code())
                    .addKeyValue(LogKey.ERROR.key(), name(e))
                    .log("SES did not take a mail");
            return SendResult.of(code);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private SendEmailRequest request(OutgoingMail mail) {
        SendEmailRequest.Builder request =
                SendEmailRequest.builder()
                        .destination(to -> to.toAddresses(mail.to().value()))
                        .content(content -> content.raw(raw -> raw.data(RawMessage.PLACEHOLDER)))
                        .overrideConfiguration(
                                call -> call.putExecutionAttribute(RawMessage.MAIL, mail.content()))
                        .emailTags(
                                tag("delivery_id", mail.deliveryId()),
                                tag("account_id", mail.accountId()));
        configurationSet.ifPresent(request::configurationSetName);
        return request.build();
    }

    /// Without credentials the call fails in a way that cannot be told from one that was sent.
    private boolean hasCredentials() {
        try {
            return credentials.resolveCredentials() != null;
        } catch (SdkClientException e) {
            LOG.atError()
                    .addKeyValue(LogKey.ERROR.key(), e)
                    .log("There are no AWS credentials: nothing can be sent through SES");
            return false;
        }
    }

    /// Never the message: SES quotes addresses in it.
    private static String name(SdkException failure) {
        return failure instanceof AwsServiceException answer
                ? SesAnswers.errorCode(answer).orElse("") + " " + answer.statusCode()
                : failure.getClass().getSimpleName();
    }

    private static MessageTag tag(String name, String value) {
        return MessageTag.builder().name(name).value(value).build();
    }
}
