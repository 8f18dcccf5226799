package io.relaystream.processor.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DkimKeyTest {
    private static final String CONVERT = ": convert it by 'openssl pkcs8 -topk8 -nocrypt'";

    @Test
    void readsWhatOpensslWrites() {
        DkimKey key = DkimKey.parse("Bag Attributes\r\n" + TestKeys.PEM.replace("\n", "\r\n"));

        assertThat(key.publicKey()).isEqualTo(DkimKey.parse(TestKeys.PEM).publicKey());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("others")
    void refusesOtherKeysAndSaysWhy(String pem, String problem) {
        assertThatThrownBy(() -> DkimKey.parse(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    static Stream<Arguments> others() {
        String form = "Key must be PKCS#8 in PEM (BEGIN PRIVATE KEY), got ";
        return Stream.of(
                arguments("", form + "nothing of that kind" + CONVERT),
                arguments(labelled("RSA PRIVATE KEY"), form + "RSA PRIVATE KEY" + CONVERT),
                arguments(
                        labelled("ENCRYPTED PRIVATE KEY"),
                        form + "ENCRYPTED PRIVATE KEY" + CONVERT),
                arguments(labelled("PUBLIC KEY"), form + "PUBLIC KEY" + CONVERT),
                arguments(TestKeys.pem("RSA", 1024), "Key must have at least 2048 bits, got 1024"),
                arguments(
                        TestKeys.pem("EC", 256), "Key must be a whole RSA key, got something else"),
                arguments(
                        labelled("PRIVATE KEY"),
                        "Key must be a whole RSA key, got something else"));
    }

    @Test
    void isNeverShown() {
        assertThat(TestKeys.SIGNER.toString())
                .isEqualTo("DkimSigner[key=***, selector=key1, domain=relay.localhost]");
    }

    /// Cut off, so that it does not end where Base64 may.
    private static String labelled(String label) {
        return "-----BEGIN %1$s-----\nMIIEv\n-----END %1$s-----\n".formatted(label);
    }
}
