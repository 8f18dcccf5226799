package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeLinksTest {
    private static final String SECRET = "a secret of the operator";
    private static final UUID ALIAS = UUID.fromString("1d1f5f0a-8a43-4a35-9b1e-0b7e6f0c7c11");
    private final UnsubscribeLinks links = new UnsubscribeLinks(SECRET);

    @Test
    void tellsTheAliasOfEveryTokenWhicheverBytesItsSealHas() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            UUID alias = new UUID(random.nextLong(), random.nextLong());
            assertThat(links.aliasId(links.token(alias.toString()))).contains(alias);
        }
        UUID zero = new UUID(0, 0);
        assertThat(links.aliasId(links.token(zero.toString()))).contains(zero);
    }

    @Test
    void givesTheSameTokenAtEveryMailAndAfterEveryRestart() {
        assertThat(links.token(ALIAS.toString()))
                .isEqualTo(new UnsubscribeLinks(SECRET).token(ALIAS.toString()))
                .matches("[0-9a-z]{40,50}");
    }

    @Test
    void doesNotOpenWhatAnotherOperatorMade() {
        String foreign = new UnsubscribeLinks("a secret of somebody else").token(ALIAS.toString());

        assertThat(links.aliasId(foreign)).isEmpty();
    }

    @Test
    void doesNotOpenATokenInWhichACharacterWasChanged() {
        String genuine = links.token(ALIAS.toString());
        for (int at = 0; at < genuine.length(); at++) {
            char changed = genuine.charAt(at) == '7' ? '8' : '7';
            String forged = genuine.substring(0, at) + changed + genuine.substring(at + 1);
            assertThat(links.aliasId(forged)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "-1", "1d1f5f0a-8a43-4a35-9b1e-0b7e6f0c7c11", "zzzzzzzzzzzzzz"})
    void opensNothingElse(String token) {
        assertThat(links.aliasId(token)).isEmpty();
    }

    @Test
    void isMadeForAliasesOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> links.token("no alias"));
    }
}
