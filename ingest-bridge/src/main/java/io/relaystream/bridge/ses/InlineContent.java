package io.relaystream.bridge.ses;

/// A raw mail that came inside the notification and must be stored before its records are
/// published.
public final class InlineContent {
    private final String bucket;
    private final String objectKey;
    private final byte[] bytes;

    InlineContent(String bucket, String objectKey, byte[] bytes) {
        this.bucket = bucket;
        this.objectKey = objectKey;
        this.bytes = bytes.clone();
    }

    public String bucket() {
        return bucket;
    }

    public String objectKey() {
        return objectKey;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
