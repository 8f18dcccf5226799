package io.relaystream.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Stands in for SNS: makes the bodies that SNS posts, signed as SNS signs them, by a key of our
/// own whose certificate lies in a file instead of at Amazon's. It sends nothing.
///
/// Source: Amazon SNS, "Parsing message formats" and "Verifying the signatures".
public final class LocalSns {
    public static final String TOPIC_ARN = "arn:aws:sns:us-east-1:000000000000:relay-inbound";

    /// What messages name as the address of the certificate; nothing is there.
    public static final URI CERTIFICATE_URL =
            URI.create("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-local.pem");

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String API = "https://sns.us-east-1.amazonaws.com/";
    private static final String SUBJECT = "Amazon SES Email Receipt Notification";

    private final SnsSigner signer;

    private LocalSns(SnsSigner signer) {
        this.signer = signer;
    }

    /// Signs with `key.pem` and `cert.pem` of the directory; makes them on first use.
    public static LocalSns in(Path directory) {
        return new LocalSns(SnsSigner.in(directory));
    }

    public X509Certificate certificate() {
        return signer.certificate();
    }

    public Path certificateFile() {
        return signer.certificateFile();
    }

    /// What somebody published to [#TOPIC_ARN], with a signature of version 2.
    ///
    /// @param message such as that of a [SesMail]
    /// @param at when it was published
    public String notification(String message, Instant at) {
        Map<String, String> fields = fields("Notification", message, at);
        fields.put("Subject", SUBJECT);
        fields.put(
                "UnsubscribeURL",
                "%s?Action=Unsubscribe&SubscriptionArn=%s:%s"
                        .formatted(API, TOPIC_ARN, UUID.randomUUID()));
        return signed(fields, SignatureVersion.V2);
    }

    /// SNS asks whether the topic's messages are welcome.
    public String subscriptionConfirmation(String token, Instant at) {
        return confirmation("SubscriptionConfirmation", token, at);
    }

    /// SNS says that the topic's messages will no longer come.
    public String unsubscribeConfirmation(String token, Instant at) {
        return confirmation("UnsubscribeConfirmation", token, at);
    }

    /// Any message of SNS: puts `SignatureVersion`, `Signature` and, if it is not there,
    /// `SigningCertURL` beside the fields.
    ///
    /// @param fields what SNS would send, `Type`, `TopicArn` and `Timestamp` included
    /// @return JSON
    public String signed(Map<String, String> fields, SignatureVersion version) {
        Map<String, String> message = new LinkedHashMap<>(fields);
        message.put("SignatureVersion", version.number);
        message.put("Signature", signer.sign(canonical(fields), version.algorithm));
        message.putIfAbsent("SigningCertURL", CERTIFICATE_URL.toString());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings must be writable as JSON", e);
        }
    }

    /// The fields of a message that [#signed] wants, to be changed before it is signed.
    ///
    /// @param type `Notification` or one of the confirmations
    public Map<String, String> fields(String type, String message, Instant at) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", type);
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", TOPIC_ARN);
        fields.put("Message", message);
        fields.put("Timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        return fields;
    }

    private String confirmation(String type, String token, Instant at) {
        Map<String, String> fields = fields(type, "The topic %s ...".formatted(TOPIC_ARN), at);
        fields.put("Token", token);
        fields.put(
                "SubscribeURL",
                "%s?Action=ConfirmSubscription&TopicArn=%s&Token=%s"
                        .formatted(API, TOPIC_ARN, token));
        return signed(fields, SignatureVersion.V2);
    }

    /// The addresses are not signed, but for the one of a confirmation.
    private static String canonical(Map<String, String> fields) {
        Map<String, String> signed = new TreeMap<>(fields);
        signed.remove("UnsubscribeURL");
        signed.remove("SigningCertURL");
        return signed.entrySet().stream()
                .map(field -> field.getKey() + "\n" + field.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /// How SNS signs; a topic is set to one of them.
    public enum SignatureVersion {
        V1("1", "SHA1withRSA"),
        V2("2", "SHA256withRSA");

        private final String number;
        private final String algorithm;

        SignatureVersion(String number, String algorithm) {
            this.number = number;
            this.algorithm = algorithm;
        }
    }
}
