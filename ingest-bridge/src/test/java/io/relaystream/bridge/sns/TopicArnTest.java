package io.relaystream.bridge.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicArnTest {
    @ParameterizedTest
    @CsvSource({
        "arn:aws:sns:us-east-1:123456789012:mails, us-east-1, amazonaws.com",
        "arn:aws-us-gov:sns:us-gov-east-1:123456789012:mails, us-gov-east-1, amazonaws.com",
        "arn:aws-cn:sns:cn-north-1:123456789012:mails, cn-north-1, amazonaws.com.cn",
        "arn:aws-eusc:sns:eusc-de-east-1:123456789012:mails.fifo, eusc-de-east-1, amazonaws.eu"
    })
    void knowsItsRegionAndDomain(String arn, String region, String domain) {
        TopicArn topic = new TopicArn(arn);

        assertThat(topic.region()).isEqualTo(region);
        assertThat(topic.domain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mails",
                "arn:aws:sqs:us-east-1:123456789012:mails",
                "arn:aws:sns:us-east-1:1234:mails",
                "arn:aws:sns::123456789012:mails",
                "arn:aws:sns:us-east-1:123456789012:",
                "arn:aws:sns:us-east-1:123456789012:mails:abcd",
                "arn:aws:sns:evil.example/:123456789012:mails"
            })
    void refusesWhatIsNoTopic(String text) {
        assertThatThrownBy(() -> new TopicArn(text))
                .hasMessage(
                        "A topic must look like arn:aws:sns:REGION:ACCOUNT:NAME, got '%s'"
                                .formatted(text));
    }

    @Test
    void refusesAPartitionWhoseHostsItDoesNotKnow() {
        assertThatThrownBy(() -> new TopicArn("arn:aws-iso:sns:us-iso-east-1:123456789012:mails"))
                .hasMessage(
                        "A topic must be in the partition aws, aws-us-gov, aws-cn or aws-eusc, got 'aws-iso'");
    }
}
