package io.relaystream.processor.edge.smtp;

import io.relaystream.platform.config.Secret;
import io.relaystream.processor.edge.smtp.SmtpMailSender.Timing;
import io.relaystream.processor.edge.smtp.SmtpServer.StartTls;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/// Makes TCP connections to the server, on which SMTP has not begun yet.
final class SmtpConnector {
    private final SmtpServer server;
    private final Timing timing;
    private final Session session;
    private final URLName account;

    /// @param clientName how we introduce ourselves in `EHLO`
    /// @param tls the JVM's own if empty
    SmtpConnector(
            SmtpServer server, String clientName, Timing timing, Optional<SSLSocketFactory> tls) {
        this.server = server;
        this.timing = timing;
        this.session = Session.getInstance(properties(server, clientName, tls));
        this.account =
                new URLName(
                        "smtp",
                        server.host(),
                        server.port(),
                        null,
                        server.username().orElse(null),
                        server.password().map(Secret::value).orElse(null));
    }

    /// @throws IOException if the host is unknown, or does not take the connection in time
    SmtpConnection connect() throws IOException {
        Socket socket = new Socket();
        try {
            // Without it, a mail of some tens of kB waits 40 ms for a delayed acknowledgement.
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(timing.read().toMillis()));
            socket.connect(address(), Math.toIntExact(timing.connect().toMillis()));
            return new SmtpConnection(session, account, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// With the name as configured, which TLS compares with the certificate; a bare address would
    /// be looked up in reverse.
    private InetSocketAddress address() throws IOException {
        byte[] address = InetAddress.getByName(server.host()).getAddress();
        return new InetSocketAddress(
                InetAddress.getByAddress(server.host(), address), server.port());
    }

    private static Properties properties(
            SmtpServer server, String clientName, Optional<SSLSocketFactory> tls) {
        Properties properties = new Properties();
        properties.put("mail.smtp.localhost", clientName);
        properties.put("mail.smtp.quitwait", "false");
        boolean encrypted = server.startTls() != StartTls.OFF;
        boolean required = server.startTls() == StartTls.REQUIRED;
        properties.put("mail.smtp.starttls.enable", String.valueOf(encrypted));
        properties.put("mail.smtp.starttls.required", String.valueOf(required));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        tls.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
        return properties;
    }
}
