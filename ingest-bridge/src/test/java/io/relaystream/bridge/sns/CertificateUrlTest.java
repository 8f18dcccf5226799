package io.relaystream.bridge.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateUrlTest {
    private static final TopicArn TOPIC = new TopicArn("arn:aws:sns:us-west-2:123456789012:mails");
    private static final String FILE =
            "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sns:us-west-2:123456789012:mails, sns.us-west-2.amazonaws.com",
        "arn:aws:sns:us-west-2:123456789012:mails, sns.us-west-2.amazonaws.com:443",
        "arn:aws-us-gov:sns:us-gov-west-1:123456789012:mails, sns.us-gov-west-1.amazonaws.com",
        "arn:aws-cn:sns:cn-north-1:123456789012:mails, sns.cn-north-1.amazonaws.com.cn",
        "arn:aws-eusc:sns:eusc-de-east-1:123456789012:mails, sns.eusc-de-east-1.amazonaws.eu"
    })
    void trustsTheHostOfTheTopicsRegion(String topic, String host) {
        String url = "https://" + host + "/" + FILE;

        assertThat(CertificateUrl.of(url, new TopicArn(topic))).contains(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another region, and buckets that are named to look like SNS
                "https://sns.us-east-1.amazonaws.com/",
                "https://sns.s3-us-west-2.amazonaws.com/",
                "https://sns.us-west-2.s3.amazonaws.com/",
                "https://s3.us-west-2.amazonaws.com/sns/",
                "https://s3.amazonaws.com/sns.us-west-2.amazonaws.com/",
                "https://sns.us-west-2.amazonaws.com.evil.example/",
                "https://evil.example/sns.us-west-2.amazonaws.com/",
                "https://snsxus-west-2.amazonaws.com/",
                "https://sns.us-west-2.amazonaws.com.cn/",
                // user information, ports, other schemes
                "https://sns.us-west-2.amazonaws.com@evil.example/",
                "https://user@sns.us-west-2.amazonaws.com/",
                "https://sns.us-west-2.amazonaws.com:8443/",
                "https://sns.us-west-2.amazonaws.com:443@evil.example/",
                "http://sns.us-west-2.amazonaws.com/",
                "ftp://sns.us-west-2.amazonaws.com/",
                "//sns.us-west-2.amazonaws.com/",
                // paths
                "https://sns.us-west-2.amazonaws.com//",
                "https://sns.us-west-2.amazonaws.com/../",
                "https://sns.us-west-2.amazonaws.com/%2e%2e/",
                "https://sns.us-west-2.amazonaws.com\\",
                "https://sns.us-west-2.amazonaws.com/?Action=Publish&x=/",
                "https://sns.us-west-2.amazonaws.com/#/",
                "\nhttps://sns.us-west-2.amazonaws.com/",
                " https://sns.us-west-2.amazonaws.com/"
            })
    void refusesEveryOtherPlace(String place) {
        assertThat(CertificateUrl.of(place + FILE, TOPIC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SimpleNotificationService-local.pem",
                "SimpleNotificationService-0123456789ABCDEF0123456789ABCDEF.pem",
                "SimpleNotificationService-0123456789abcdef0123456789abcdef0.pem",
                "SimpleNotificationService-0123456789abcdef0123456789abcde.pem",
                "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem?x=1",
                "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem#x",
                "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem/x",
                "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem\n",
                "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem%00.pem",
                "SimpleNotificationService-0123456789abcdef0123456789abcdefxpem"
            })
    void refusesEveryOtherFile(String file) {
        assertThat(CertificateUrl.of("https://sns.us-west-2.amazonaws.com/" + file, TOPIC))
                .isEmpty();
    }
}
