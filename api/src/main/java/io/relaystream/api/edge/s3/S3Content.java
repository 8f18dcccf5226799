package io.relaystream.api.edge.s3;

import io.relaystream.api.mail.MailStore.Content;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The body of an answer that is being received.
final class S3Content implements Content {
    private final ResponseInputStream<GetObjectResponse> answer;
    private boolean complete;

    S3Content(ResponseInputStream<GetObjectResponse> answer) {
        this.answer = answer;
    }

    @Override
    public long length() {
        return answer.response().contentLength();
    }

    @Override
    public int read(byte[] chunk) throws IOException {
        int bytes = answer.read(chunk);
        complete = bytes < 0;
        return bytes;
    }

    /// An answer that was read goes back to the pool; of another, the rest is not waited for.
    @Override
    public void close() {
        if (!complete) {
            answer.abort();
        }
    }
}
