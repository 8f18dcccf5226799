package io.relaystream.processor.edge.s3;

import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The body of an answer that is being received.
final class S3Content implements Content {
    private final ResponseInputStream<GetObjectResponse> answer;
    private final Duration patience;
    private boolean complete;

    /// @param patience for the whole body; the socket bounds each read on the way
    S3Content(ResponseInputStream<GetObjectResponse> answer, Duration patience) {
        this.answer = answer;
        this.patience = patience;
    }

    @Override
    public long length() {
        return answer.response().contentLength();
    }

    @Override
    public RawMail read() throws IOException {
        long begun = System.nanoTime();
        byte[] content = new byte[Math.toIntExact(length())];
        int size = 0;
        while (size < content.length) {
            if (System.nanoTime() - begun >= patience.toNanos()) {
                throw new IOException(
                        "The object store is too slow: %d of %d bytes came in time"
                                .formatted(size, content.length));
            }
            int more = answer.read(content, size, content.length - size);
            if (more < 0) {
                throw new IOException(
                        "The object store must send %d bytes, got %d"
                                .formatted(content.length, size));
            }
            size += more;
        }
        if (answer.read() >= 0) {
            throw new IOException("The object store sent more than %d bytes".formatted(size));
        }
        complete = true;
        return RawMail.of(content);
    }

    /// An answer that was read goes back to the pool; of another, the rest is not waited for.
    @Override
    public void close() {
        if (!complete) {
            answer.abort();
        }
    }
}
