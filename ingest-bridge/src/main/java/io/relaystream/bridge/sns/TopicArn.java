package io.relaystream.bridge.sns;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of an SNS topic that the operator trusts: `arn:PARTITION:sns:REGION:ACCOUNT:NAME`.
///
/// Region and partition decide which host serves the certificates and which name they carry. They
/// come from the configuration, never from a message.
///
/// @param value the whole name
public record TopicArn(String value) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "arn:(?<partition>aws[a-z-]*):sns:(?<region>[a-z0-9-]+):\\d{12}:[\\w-]{1,256}(\\.fifo)?");

    /// @throws IllegalArgumentException if it is not the name of a topic
    public TopicArn {
        Partition.of(matched(value).group("partition"));
    }

    public String region() {
        return matched(value).group("region");
    }

    /// The domain that AWS uses in the topic's partition, such as `amazonaws.com`.
    String domain() {
        return Partition.of(matched(value).group("partition")).domain;
    }

    private static Matcher matched(String value) {
        Matcher matcher = SHAPE.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A topic must look like arn:aws:sns:REGION:ACCOUNT:NAME, got '%s'"
                            .formatted(value));
        }
        return matcher;
    }

    /// The separate worlds of AWS.
    private enum Partition {
        AWS("aws", "amazonaws.com"),
        GOV_CLOUD("aws-us-gov", "amazonaws.com"),
        CHINA("aws-cn", "amazonaws.com.cn"),
        EUROPEAN_SOVEREIGN_CLOUD("aws-eusc", "amazonaws.eu");

        private final String id;
        private final String domain;

        Partition(String id, String domain) {
            this.id = id;
            this.domain = domain;
        }

        static Partition of(String id) {
            return Arrays.stream(values())
                    .filter(partition -> partition.id.equals(id))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "A topic must be in the partition aws, aws-us-gov, aws-cn or aws-eusc, got '%s'"
                                                    .formatted(id)));
        }
    }
}
