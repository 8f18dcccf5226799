package io.relaystream.api.alias;

import io.relaystream.core.alias.LocalPart;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/// Makes local parts that nobody can guess: 12 of 28 characters are 57 bits. Without vowels no word
/// comes out, and without 0, 1 and l none is misread.
///
/// @param random must be cryptographically strong
public record RandomNames(SecureRandom random) {
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxyz23456789";
    private static final int LENGTH = 12;

    public LocalPart next() {
        return new LocalPart(
                random.ints(LENGTH, 0, ALPHABET.length())
                        .mapToObj(i -> ALPHABET.substring(i, i + 1))
                        .collect(Collectors.joining()));
    }
}
