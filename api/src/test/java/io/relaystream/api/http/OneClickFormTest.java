package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneClickFormTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PARTS = "multipart/form-data; boundary=x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List-Unsubscribe=One-Click",
                "List-Unsubscribe=One-Click\r\n",
                "a=%zz&List%2DUnsubscribe=One%2dClick&b"
            })
    void readsAForm(String body) {
        assertThat(asked(FORM, body)).isTrue();
        assertThat(asked("", body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "List-Unsubscribe",
                "List-Unsubscribe=",
                "List-Unsubscribe=one-click",
                "list-unsubscribe=One-Click",
                "xList-Unsubscribe=One-Click",
                "List-Unsubscribe=One-Click2",
                "{\"List-Unsubscribe\":\"One-Click\"}"
            })
    void takesNothingElseForIt(String body) {
        assertThat(asked(FORM, body)).isFalse();
        assertThat(asked(PARTS, body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n",
                "content-disposition:form-data; name=List-Unsubscribe\n\nOne-Click\n",
                "Content-Disposition: form-data; name=\"List-Unsubscribe\"; x=y\r\nContent-Type: text/plain\r\n\r\nOne-Click\r\n"
            })
    void readsAFormInParts(String part) {
        String other = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x\r\n";

        assertThat(asked(PARTS, "--x\r\n" + part + "--x--\r\n")).isTrue();
        assertThat(asked("Multipart/Form-Data;boundary=x", other + part + "--x--")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=\"List-Unsubscribe2\"\r\n\r\nOne-Click\r\n",
                "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nnot One-Click\r\n",
                "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\nOne-Click\r\n"
            })
    void takesNoOtherPartForIt(String part) {
        assertThat(asked(PARTS, "--x\r\n" + part + "--x--\r\n")).isFalse();
    }

    @Test
    void takesLinearTime() {
        String hostile =
                "Content-Disposition: form-data; name=List-Unsubscribe\r\na\r\n".repeat(1_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThat(asked(PARTS, hostile)).isFalse());
    }

    private static boolean asked(String type, String body) {
        return OneClickForm.asked(type, body.getBytes(StandardCharsets.UTF_8));
    }
}
