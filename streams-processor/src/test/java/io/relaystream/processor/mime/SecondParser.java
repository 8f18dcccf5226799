package io.relaystream.processor.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/// Reads mails with a library that we do not use, to tell whether others see what we meant.
final class SecondParser {

    /// A part that has no parts.
    ///
    /// @param path of it: counted from 1 at each level
    /// @param content decoded
    record Part(String path, String type, ByteBuffer content) {}

    private SecondParser() {}

    /// @return in their order; mails in mails are parts
    static List<Part> parts(byte[] mail) {
        MimeTokenStream tokens = new MimeTokenStream(MimeConfig.PERMISSIVE);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new ByteArrayInputStream(mail));
        try {
            return read(tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MimeException e) {
            throw new IllegalStateException("a mail must be readable for a second parser", e);
        }
    }

    private static List<Part> read(MimeTokenStream tokens) throws IOException, MimeException {
        List<Part> parts = new ArrayList<>();
        Deque<Integer> path = new ArrayDeque<>();
        for (EntityState state = tokens.getState();
                state != EntityState.T_END_OF_STREAM;
                state = tokens.next()) {
            switch (state) {
                case T_START_MULTIPART -> path.addLast(0);
                case T_END_MULTIPART -> path.removeLast();
                case T_START_BODYPART -> path.addLast(path.removeLast() + 1);
                case T_BODY -> parts.add(part(tokens, path));
                default -> {
                    // Nothing that has content.
                }
            }
        }
        return parts;
    }

    private static Part part(MimeTokenStream tokens, Deque<Integer> path) throws IOException {
        try (InputStream in = tokens.getDecodedInputStream()) {
            String where = String.join(".", path.stream().map(String::valueOf).toList());
            return new Part(
                    where,
                    tokens.getBodyDescriptor().getMimeType(),
                    ByteBuffer.wrap(in.readAllBytes()));
        }
    }
}
