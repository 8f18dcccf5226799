package io.relaystream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 endpoint on loopback that keeps its objects as files: a directory for a bucket, a file for
/// an object. Path style only; any region will do, if client and signature agree on it.
///
/// It has no lifecycle rules (501), so nothing expires by itself. A slash in a key makes a
/// directory, hence `a` and `a/b` cannot both exist.
public final class EmbeddedS3 implements AutoCloseable {
    private final S3Proxy server;

    private EmbeddedS3(S3Proxy server) {
        this.server = server;
    }

    /// Starts on the objects in the directory. Directory and bucket are made if missing.
    ///
    /// @param port 0 for any free one
    /// @param bucket 3 to 63 characters
    /// @throws IllegalStateException if the port is taken
    public static EmbeddedS3 start(
            Path dataDir, int port, String bucket, String accessKey, String secretKey) {
        FreePort.require(port, "S3");
        try {
            // A bucket is a directory, so there is no need to ask the server for one.
            Files.createDirectories(dataDir.resolve(bucket));
            S3Proxy server =
                    S3Proxy.builder()
                            .blobStore(new FilesystemNio2BlobStore(dataDir.toString()))
                            .endpoint(endpoint(port))
                            .awsAuthentication(
                                    AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                            // Its clients close first; what is still open is an idle connection.
                            .stopTimeout(0)
                            .build();
            server.start();
            return new EmbeddedS3(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Cannot start the embedded S3 on port %d".formatted(port), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public URI endpoint() {
        return endpoint(port());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the embedded S3", e);
        }
    }

    private static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
