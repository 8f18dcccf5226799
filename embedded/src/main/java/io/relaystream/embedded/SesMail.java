package io.relaystream.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stands in for SES: a mail that it received, and what it then publishes about it. The result is
/// the `Message` of an SNS notification; [LocalSns] wraps and signs it.
///
/// Source: Amazon SES, "Contents of notifications for email receiving".
public final class SesMail {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DateTimeFormatter MAIL_DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z (zzz)", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String messageId;
    private final String source;
    private final List<String> recipients;
    private final Instant receivedAt;
    private final byte[] bytes;
    private final Map<String, String> verdicts;
    private final @Nullable String dmarcPolicy;

    private SesMail(
            String messageId,
            String source,
            List<String> recipients,
            Instant receivedAt,
            byte[] bytes,
            Map<String, String> verdicts,
            @Nullable String dmarcPolicy) {
        this.messageId = messageId;
        this.source = source;
        this.recipients = List.copyOf(recipients);
        this.receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        this.bytes = bytes;
        this.verdicts = new TreeMap<>(verdicts);
        this.dmarcPolicy = dmarcPolicy;
    }

    /// A mail that passed every check.
    ///
    /// @param raw the mail as it was sent; single LF become CRLF, as mail travels
    /// @param source the envelope sender; empty for the null sender
    /// @param recipients of the envelope, for whom this notification is; at least one
    public static SesMail received(
            byte[] raw, String source, List<String> recipients, Instant receivedAt) {
        String messageId = UUID.randomUUID().toString().replace("-", "");
        return new SesMail(
                messageId,
                source,
                recipients,
                receivedAt,
                traced(raw, messageId, source, recipients.getFirst(), receivedAt),
                Map.of(
                        "spam", "PASS", "virus", "PASS", "spf", "PASS", "dkim", "PASS", "dmarc",
                        "PASS"),
                null);
    }

    /// @param check `spam`, `virus`, `spf`, `dkim` or `dmarc`
    /// @param status `PASS`, `FAIL`, `GRAY` or `PROCESSING_FAILED`
    public SesMail with(String check, String status) {
        Map<String, String> changed = new TreeMap<>(verdicts);
        changed.put(check, status);
        return new SesMail(messageId, source, recipients, receivedAt, bytes, changed, dmarcPolicy);
    }

    /// @param policy `none`, `quarantine` or `reject`: what the sender's domain asks for
    public SesMail failingDmarc(String policy) {
        SesMail failed = with("dmarc", "FAIL");
        return new SesMail(
                messageId, source, recipients, receivedAt, bytes, failed.verdicts, policy);
    }

    /// The id that SES gave it, which is its key in the bucket, too, unless a rule sets a prefix.
    public String messageId() {
        return messageId;
    }

    /// The raw mail as SES stores it: with its own trace fields on top.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// What SES publishes after the S3 action; the object must be there already.
    ///
    /// @return JSON
    public String storedAt(String bucket, String objectKey) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("type", "S3");
        action.put("topicArn", LocalSns.TOPIC_ARN);
        action.put("bucketName", bucket);
        action.put("objectKey", objectKey);
        return json(payload(action));
    }

    /// What SES publishes for the SNS action: the mail is inside, in an encoding that keeps it only
    /// if it is UTF-8.
    ///
    /// @return JSON
    public String inUtf8() {
        return inside("UTF8", new String(bytes, StandardCharsets.UTF_8));
    }

    /// What SES publishes for the SNS action: the mail is inside, byte for byte.
    ///
    /// @return JSON
    public String inBase64() {
        return inside("BASE64", Base64.getEncoder().encodeToString(bytes));
    }

    private String inside(String encoding, String content) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("type", "SNS");
        action.put("topicArn", LocalSns.TOPIC_ARN);
        action.put("encoding", encoding);
        Map<String, Object> payload = payload(action);
        payload.put("content", content);
        return json(payload);
    }

    private Map<String, Object> payload(Map<String, Object> action) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("notificationType", "Received");
        payload.put("mail", mail());
        payload.put("receipt", receipt(action));
        return payload;
    }

    private Map<String, Object> receipt(Map<String, Object> action) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("timestamp", receivedAt.toString());
        receipt.put("processingTimeMillis", 200);
        receipt.put("recipients", recipients);
        verdicts.forEach(
                (check, status) -> receipt.put(check + "Verdict", Map.of("status", status)));
        if (dmarcPolicy != null) {
            receipt.put("dmarcPolicy", dmarcPolicy);
        }
        receipt.put("action", action);
        return receipt;
    }

    private Map<String, Object> mail() {
        List<Map<String, String>> headers = headers();
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("timestamp", receivedAt.toString());
        mail.put("source", source);
        mail.put("messageId", messageId);
        mail.put("destination", recipients);
        mail.put("headersTruncated", false);
        mail.put("headers", headers);
        mail.put("commonHeaders", commonHeaders(headers));
        return mail;
    }

    private Map<String, Object> commonHeaders(List<Map<String, String>> headers) {
        Map<String, Object> common = new LinkedHashMap<>();
        common.put("returnPath", source);
        for (Map<String, String> header : headers) {
            String value = header.getOrDefault("value", "");
            switch (header.getOrDefault("name", "").toLowerCase(Locale.ROOT)) {
                case "from" -> common.put("from", List.of(value));
                case "to" -> common.put("to", List.of(value));
                case "cc" -> common.put("cc", List.of(value));
                case "date" -> common.put("date", value);
                case "message-id" -> common.put("messageId", value);
                case "subject" -> common.put("subject", value);
                default -> {
                    // SES shows no other
                }
            }
        }
        return common;
    }

    /// The header fields, unfolded, in their order.
    private List<Map<String, String>> headers() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        List<Map<String, String>> headers = new ArrayList<>();
        for (String field : head.replaceAll("\r\n(?=[ \t])", "").split("\r\n", -1)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                headers.add(
                        Map.of(
                                "name", field.substring(0, colon),
                                "value", field.substring(colon + 1).strip()));
            }
        }
        return headers;
    }

    private static byte[] traced(
            byte[] raw, String messageId, String source, String recipient, Instant receivedAt) {
        String trace =
                """
                Return-Path: <%s>
                Received: from localhost (localhost [127.0.0.1])
                 by inbound-smtp.us-east-1.amazonaws.com with SMTP id %s
                 for %s;
                 %s
                """
                        .formatted(source, messageId, recipient, MAIL_DATE.format(receivedAt));
        ByteArrayOutputStream all = new ByteArrayOutputStream(raw.length + trace.length());
        withCrLf(trace.getBytes(StandardCharsets.UTF_8), all);
        withCrLf(raw, all);
        return all.toByteArray();
    }

    private static void withCrLf(byte[] text, ByteArrayOutputStream out) {
        int previous = 0;
        for (byte b : text) {
            if (b == '\n' && previous != '\r') {
                out.write('\r');
            }
            out.write(b);
            previous = b;
        }
    }

    static String json(Map<String, Object> payload) {
        try {
            return MAPPER.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Plain values must be writable as JSON", e);
        }
    }
}
