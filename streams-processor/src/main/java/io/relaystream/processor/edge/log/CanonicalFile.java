package io.relaystream.processor.edge.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file of canonical lines that knows by itself how far it has come: there is nothing beside it
/// that could disagree with it. A crash leaves at most a torn last line, which is cut off when the
/// file is opened; its record is written again.
final class CanonicalFile implements AutoCloseable {
    private static final int BLOCK = 8192;

    private final FileChannel channel;
    private final Map<Integer, Long> next;

    private CanonicalFile(FileChannel channel, Map<Integer, Long> next) {
        this.channel = channel;
        this.next = next;
    }

    /// Opens or makes the file and its directory, cuts off a torn line, and reads it once.
    static CanonicalFile open(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            channel.truncate(endOfLastLine(channel));
            channel.position(channel.size());
            return new CanonicalFile(channel, places(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// For each partition that the file has a line of: the offset behind its last line.
    Map<Integer, Long> next() {
        return next;
    }

    /// Hands the lines to the operating system. They survive the end of this process; if the
    /// machine goes down with them, they are written again.
    void append(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
                // Until the block is complete.
            }
            for (int at = block.position() - 1; at >= 0; at--) {
                if (block.get(at) == '\n') {
                    return start + at + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    private static Map<Integer, Long> places(Path file) throws IOException {
        Map<Integer, Long> next = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            @Nullable String line = lines.readLine();
            while (line != null) {
                CanonicalLine.place(line)
                        .ifPresent(place -> next.put(place.partition(), place.offset() + 1));
                line = lines.readLine();
            }
        }
        return next;
    }
}
