package io.relaystream.api.alias;

import io.relaystream.core.alias.LocalPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Makes local parts that nobody can guess.
///
/// @param random must be cryptographically strong
public record RandomNames(SecureRandom random) {
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxyz23456789";
    private static final int LENGTH = 12;
    private static final List<String> WORDS = words();
    private static final int WORD_COUNT = 3;
    private static final int NUMBERS = 1_000;

    public LocalPart next(AliasFormat format) {
        return switch (format) {
            case CHARACTERS -> characters();
            case WORDS -> inWords();
        };
    }

    /// 12 of 28 characters are 57 bits. Without vowels no word comes out, and without 0, 1 and l
    /// none is misread.
    private LocalPart characters() {
        return new LocalPart(
                random.ints(LENGTH, 0, ALPHABET.length())
                        .mapToObj(i -> ALPHABET.substring(i, i + 1))
                        .collect(Collectors.joining()));
    }

    /// Three words and three digits are at least 43 bits.
    private LocalPart inWords() {
        String words =
                random.ints(WORD_COUNT, 0, WORDS.size())
                        .mapToObj(WORDS::get)
                        .collect(Collectors.joining("."));
        return new LocalPart("%s.%03d".formatted(words, random.nextInt(NUMBERS)));
    }

    private static List<String> words() {
        try (InputStream in = RandomNames.class.getResourceAsStream("words.txt")) {
            return new String(
                            Objects.requireNonNull(in, "words.txt").readAllBytes(),
                            StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The list of words must be readable", e);
        }
    }
}
