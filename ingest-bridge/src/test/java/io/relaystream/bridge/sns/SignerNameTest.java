package io.relaystream.bridge.sns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerNameTest {
    @ParameterizedTest
    @CsvSource({
        "aws, us-east-1, sns.amazonaws.com",
        "aws, eu-central-1, sns.amazonaws.com",
        "aws, ap-southeast-2, sns.amazonaws.com",
        "aws, ap-southeast-3, sns-signing.ap-southeast-3.amazonaws.com",
        "aws, eu-central-2, sns-signing.eu-central-2.amazonaws.com",
        "aws-cn, cn-north-1, sns-cn-north-1.amazonaws.com.cn",
        "aws-cn, cn-northwest-1, sns-cn-northwest-1.amazonaws.com.cn",
        "aws-us-gov, us-gov-west-1, sns-us-gov-west-1.amazonaws.com",
        "aws-us-gov, us-gov-east-1, sns-us-gov-west-1.amazonaws.com",
        "aws-eusc, eusc-de-east-1, sns-signing.eusc-de-east-1.amazonaws.eu"
    })
    void dependsOnTheRegion(String partition, String region, String name) {
        TopicArn topic =
                new TopicArn("arn:%s:sns:%s:123456789012:mails".formatted(partition, region));

        assertThat(SignerName.of(topic)).isEqualTo(name);
    }
}
