package io.relaystream.api.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.alias.LocalPart;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomNamesTest {
    private final RandomNames names = new RandomNames(new SecureRandom());

    @Test
    void areDifferentAndSpellNoWord() {
        assertThat(Stream.generate(names::next).limit(1_000).map(LocalPart::value))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[b-df-hj-km-np-tv-z2-9]{12}"));
    }
}
