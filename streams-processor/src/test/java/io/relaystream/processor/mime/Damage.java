package io.relaystream.processor.mime;

import java.util.Arrays;
import java.util.Random;

/// Changes mails at random places: cuts them, repeats and drops pieces, puts noise in.
final class Damage {
    private Damage() {}

    static byte[] of(byte[] mail, Random random) {
        byte[] damaged = mail;
        int changes = 1 + random.nextInt(8);
        for (int change = 0; change < changes && damaged.length > 1; change++) {
            damaged = changed(damaged, random);
        }
        return damaged;
    }

    private static byte[] changed(byte[] mail, Random random) {
        int at = random.nextInt(mail.length);
        int to = Math.min(mail.length, at + 1 + random.nextInt(200));
        byte[] before = Arrays.copyOf(mail, at);
        byte[] piece = Arrays.copyOfRange(mail, at, to);
        byte[] after = Arrays.copyOfRange(mail, to, mail.length);
        return switch (random.nextInt(5)) {
            case 0 -> before;
            case 1 -> joined(before, after);
            case 2 -> joined(before, piece, piece, after);
            case 3 -> joined(before, noise(piece.length, random), after);
            default -> joined(before, noise(1, random), after);
        };
    }

    private static byte[] noise(int length, Random random) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[]... pieces) {
        byte[] all = new byte[0];
        for (byte[] piece : pieces) {
            int length = all.length;
            all = Arrays.copyOf(all, length + piece.length);
            System.arraycopy(piece, 0, all, length, piece.length);
        }
        return all;
    }
}
