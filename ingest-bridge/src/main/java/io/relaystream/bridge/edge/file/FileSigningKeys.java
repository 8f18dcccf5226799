package io.relaystream.bridge.edge.file;

import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.bridge.sns.SigningKeys;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows exactly one certificate, for a system without SNS that signs its messages itself. It is
/// read each time, so that a new key holds at once.
///
/// @param url the only address that messages may name
/// @param file PEM
public record FileSigningKeys(URI url, Path file) implements SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FileSigningKeys.class);

    @Override
    public SigningKey find(String wanted, TopicArn topic) {
        if (!wanted.equals(url.toString())) {
            return new SigningKey.Refused(RefusalReason.FOREIGN_CERTIFICATE_URL);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new SigningKey.Found(
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException | CertificateException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.FILE.key(), file)
                    .addKeyValue(LogKey.ERROR.key(), e)
                    .log("Cannot read the certificate that messages are signed with");
            return new SigningKey.Unavailable();
        }
    }
}
