package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    @Test
    void isKeptAsItIsAndHidden() {
        WebhookUrl url = new WebhookUrl("https://Hooks.example:8443/a?token=CANARY");

        assertThat(url.value()).isEqualTo("https://Hooks.example:8443/a?token=CANARY");
        assertThat(url).hasToString("***");
        assertThat(url.plain()).isFalse();
        assertThat(new WebhookUrl("http://[::1]:80/").plain()).isTrue();
        assertThat(new WebhookUrl("http://[::1]:80/").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example",
                "/path",
                "ftp://hooks.example/",
                "file:///etc/passwd",
                "https://",
                "https:///path",
                "https://user@hooks.example/",
                "https://hooks.example/#part",
                "https://hooks.example:0/",
                "https://hooks.example:65536/",
                "https://hooks.example/a b",
                "https://hooks.example/\r\nX: y",
                "https://hooks.example/ä"
            })
    void whatCannotBePostedToIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookUrl(text))
                .withMessage(
                        "must be a URL such as https://hooks.example/path with at most 2000 characters, without a user and a #fragment");
    }

    @Test
    void isOfBoundedLength() {
        String longest = "https://hooks.example/" + "x".repeat(1978);

        assertThat(new WebhookUrl(longest).value()).hasSize(2000);
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookUrl(longest + "x"));
    }
}
