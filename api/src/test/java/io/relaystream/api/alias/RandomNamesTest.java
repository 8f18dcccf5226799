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
        assertThat(
                        Stream.generate(() -> names.next(AliasFormat.CHARACTERS))
                                .limit(1_000)
                                .map(LocalPart::value))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[b-df-hj-km-np-tv-z2-9]{12}"));
    }

    @Test
    void areWordsThatOffendNobody() {
        assertThat(Stream.generate(() -> names.next(AliasFormat.WORDS)).limit(10_000))
                .doesNotHaveDuplicates()
                .noneMatch(LocalPart::offensive)
                .allMatch(name -> name.value().matches("([a-z]{3,7}\\.){3}[0-9]{3}"));
    }

    /// 2,048 words are 11 bits each, and three digits nearly 10.
    @Test
    void haveMoreThan40Bits() {
        assertThat(
                        Stream.generate(() -> names.next(AliasFormat.WORDS))
                                .limit(50_000)
                                .flatMap(name -> Stream.of(name.value().split("\\.")).limit(3))
                                .distinct())
                .hasSizeGreaterThanOrEqualTo(2_048);
    }
}
