package io.relaystream.bridge.edge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Reads a request's body within limits of size and time, whatever its headers say.
sealed interface RequestBody {
    record Text(String text) implements RequestBody {}

    record TooLarge() implements RequestBody {}

    /// Not UTF-8, which SNS always writes.
    record Garbled() implements RequestBody {}

    /// @throws IOException if the sender went away or takes longer than `maxTime`
    static RequestBody read(InputStream in, int maxBytes, Duration maxTime) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        int length = in.read(buffer);
        while (length >= 0) {
            bytes.write(buffer, 0, length);
            if (bytes.size() > maxBytes) {
                return new TooLarge();
            }
            if (System.nanoTime() - start > maxTime.toNanos()) {
                throw new IOException(
                        "A request must arrive within %s, got %d bytes in that time"
                                .formatted(maxTime, bytes.size()));
            }
            length = in.read(buffer);
        }
        return decoded(bytes.toByteArray());
    }

    private static RequestBody decoded(byte[] bytes) {
        try {
            // Unlike the constructor of String, a new decoder reports what is not UTF-8.
            return new Text(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return new Garbled();
        }
    }
}
