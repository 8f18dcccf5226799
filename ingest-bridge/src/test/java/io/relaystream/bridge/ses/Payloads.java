package io.relaystream.bridge.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// Payloads in the shape of those of SES, and a way to change one place of them.
final class Payloads {
    static final Instant ACCEPTED_AT = Instant.parse("2026-01-05T12:00:01Z");

    static final String RECEIVED =
            """
            {
              "notificationType": "Received",
              "mail": {
                "timestamp": "2026-01-05T12:00:00.250Z",
                "source": "Shop@Sender.example",
                "messageId": "mail-1",
                "destination": ["visible@elsewhere.example"],
                "headersTruncated": false,
                "headers": [
                  {"name": "From", "value": "Shop <shop@sender.example>"},
                  {"name": "To", "value": "visible@elsewhere.example"},
                  {"name": "Feedback-ID", "value": "1:shop"}
                ],
                "commonHeaders": {"subject": "Hello"}
              },
              "receipt": {
                "timestamp": "2026-01-05T12:00:00.300Z",
                "processingTimeMillis": 42,
                "recipients": ["One@Relay.example", "two@relay.example"],
                "spamVerdict": {"status": "PASS"},
                "virusVerdict": {"status": "FAIL"},
                "spfVerdict": {"status": "GRAY"},
                "dkimVerdict": {"status": "PROCESSING_FAILED"},
                "dmarcVerdict": {"status": "FAIL"},
                "dmarcPolicy": "quarantine",
                "action": {
                  "type": "S3",
                  "topicArn": "arn:aws:sns:us-east-1:123456789012:mails",
                  "bucketName": "raw-mails",
                  "objectKeyPrefix": "in/",
                  "objectKey": "in/mail-1"
                }
              }
            }
            """;

    static final String SNS_ACTION =
            """
            {"type": "SNS", "topicArn": "arn:aws:sns:us-east-1:123456789012:mails", "encoding": "%s"}
            """;

    /// The part that every report has.
    static final String SENT_MAIL =
            """
            {
              "timestamp": "2026-01-05T12:00:00Z",
              "source": "alias@relay.example",
              "messageId": "sent-1",
              "destination": ["owner@mailbox.example"],
              "commonHeaders": {
                "from": ["Shop via Relaystream <alias@relay.example>"],
                "to": ["owner@mailbox.example"]
              },
              "tags": {
                "ses:configuration-set": ["relay"],
                "delivery_id": ["d-1"],
                "account_id": ["a-1"]
              }
            }
            """;

    private static final JsonMapper MAPPER = new JsonMapper();

    private Payloads() {}

    /// A report of the type, with the event's own part under the name.
    static String report(String type, String name, String event) {
        return """
               {"eventType": "%s", "mail": %s, "%s": %s}
               """
                .formatted(type, SENT_MAIL, name, event);
    }

    /// Header fields as SES shows them.
    ///
    /// @param fields such as `Subject: Hello`
    static String headers(String... fields) {
        ArrayNode headers = MAPPER.createArrayNode();
        for (String field : fields) {
            int colon = field.indexOf(':');
            headers.addObject()
                    .put("name", field.substring(0, colon))
                    .put("value", field.substring(colon + 1));
        }
        return headers.toString();
    }

    /// The payload with something else in one place.
    ///
    /// @param pointer where, such as `/receipt/action/type`
    /// @param json what shall be there
    static String with(String payload, String pointer, String json) {
        try {
            JsonNode root = MAPPER.readTree(payload);
            parent(root, pointer).set(field(pointer), MAPPER.readTree(json));
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String without(String payload, String pointer) {
        try {
            JsonNode root = MAPPER.readTree(payload);
            if (parent(root, pointer).remove(field(pointer)) == null) {
                throw new AssertionError("There is nothing at " + pointer);
            }
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode parent(JsonNode root, String pointer) {
        return (ObjectNode) root.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    private static String field(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
