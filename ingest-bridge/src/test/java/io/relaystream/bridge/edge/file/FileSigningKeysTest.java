package io.relaystream.bridge.edge.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.embedded.LocalSns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSigningKeysTest {
    private static final TopicArn TOPIC = new TopicArn(LocalSns.TOPIC_ARN);
    private static final String URL = LocalSns.CERTIFICATE_URL.toString();

    @TempDir private Path directory;

    @Test
    void knowsOneAddress() {
        LocalSns sns = LocalSns.in(directory);
        FileSigningKeys keys = new FileSigningKeys(LocalSns.CERTIFICATE_URL, sns.certificateFile());

        assertThat(keys.find(URL, TOPIC)).isEqualTo(new SigningKey.Found(sns.certificate()));
        assertThat(keys.find(URL + "?", TOPIC))
                .isEqualTo(new SigningKey.Refused(RefusalReason.FOREIGN_CERTIFICATE_URL));
    }

    @Test
    void isUnavailableWhileThereIsNoCertificate() throws IOException {
        Path file = directory.resolve("cert.pem");
        FileSigningKeys keys = new FileSigningKeys(LocalSns.CERTIFICATE_URL, file);

        assertThat(keys.find(URL, TOPIC)).isEqualTo(new SigningKey.Unavailable());

        Files.writeString(file, "not a certificate");
        assertThat(keys.find(URL, TOPIC)).isEqualTo(new SigningKey.Unavailable());
    }
}
