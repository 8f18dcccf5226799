package io.relaystream.processor.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/// Reads mails with a library that we do not use, to tell whether others see what we meant.
final class SecondParser {
    private static final Pattern ADDRESS = Pattern.compile("<([^<>]+)>");

    /// A part that has no parts.
    ///
    /// @param path of it: counted from 1 at each level
    /// @param content decoded
    record Part(String path, String type, ByteBuffer content) {

        /// As golden files tell it.
        ///
        /// @param when before or after what we do to the mail
        String line(String mail, String when) {
            String where = path.isEmpty() ? "-" : path;
            return "%s %s %s %s %s".formatted(mail, when, where, type, hash());
        }

        private String hash() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(content.duplicate());
                return HexFormat.of().formatHex(digest.digest(), 0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
    }

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

    /// The addresses in angle brackets that the mail has in all fields of a name.
    static List<String> addresses(byte[] mail, String field) {
        MimeTokenStream tokens = new MimeTokenStream(MimeConfig.PERMISSIVE);
        tokens.parse(new ByteArrayInputStream(mail));
        List<String> found = new ArrayList<>();
        try {
            while (tokens.getState() != EntityState.T_END_HEADER) {
                if (tokens.getState() == EntityState.T_FIELD
                        && tokens.getField().getName().equalsIgnoreCase(field)) {
                    ADDRESS.matcher(tokens.getField().getBody())
                            .results()
                            .forEach(address -> found.add(address.group(1)));
                }
                tokens.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MimeException e) {
            throw new IllegalStateException("a header must be readable for a second parser", e);
        }
        return found;
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
