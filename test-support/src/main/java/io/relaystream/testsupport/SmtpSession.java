package io.relaystream.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One client of a [FakeSmtpServer].
final class SmtpSession {
    private final FakeSmtpServer server;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean accepted;
    private String mailFrom = "";
    private List<String> recipients = new ArrayList<>();

    SmtpSession(FakeSmtpServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    void run() throws IOException, InterruptedException {
        if (!react(Stage.CONNECT, "220 fake ESMTP")) {
            return;
        }
        String line = readLine();
        while (line != null && obey(Stage.of(line), line)) {
            line = readLine();
        }
    }

    /// @return whether the session goes on
    private boolean obey(Stage stage, String line) throws IOException, InterruptedException {
        server.said(stage == Stage.AUTH ? "AUTH" : line);
        return switch (stage) {
            case CONNECT, DOT -> throw new AssertionError(stage + " is not a command");
            case EHLO -> react(stage, capabilities());
            case STARTTLS -> startTls();
            case AUTH -> react(stage, "235 2.7.0 Welcome");
            case MAIL -> {
                mailFrom = address(line);
                recipients = new ArrayList<>();
                yield react(stage, "250 2.1.0 Ok");
            }
            case RCPT -> {
                recipients.add(address(line));
                yield react(stage, "250 2.1.5 Ok");
            }
            case DATA -> data();
            case RSET, NOOP -> react(stage, "250 Ok");
            case QUIT -> {
                react(stage, "221 Bye");
                yield false;
            }
            case UNKNOWN -> react(stage, "500 5.5.2 Unknown command");
        };
    }

    private boolean startTls() throws IOException, InterruptedException {
        if (!react(Stage.STARTTLS, "220 Go ahead")) {
            return false;
        }
        var context = server.tls().orElseThrow(() -> new IOException("no key for TLS"));
        var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        out = secured.getOutputStream();
        return true;
    }

    private boolean data() throws IOException, InterruptedException {
        boolean goesOn = react(Stage.DATA, "354 End with a dot");
        if (!goesOn || !accepted) {
            return goesOn;
        }
        String content = readContent();
        server.received(
                new ReceivedMail(mailFrom, List.copyOf(recipients), Instant.now(), content));
        return react(Stage.DOT, "250 2.0.0 Ok: queued as " + server.mails().size());
    }

    private boolean react(Stage stage, String usual) throws IOException, InterruptedException {
        Reaction reaction = server.told(stage).orElse(new Reaction.Reply(usual));
        return switch (reaction) {
            case Reaction.Reply(String line) -> {
                accepted = line.startsWith("2") || line.startsWith("3");
                out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                yield true;
            }
            case Reaction.Drop _ -> false;
            case Reaction.Hang _ -> {
                server.awaitClose();
                yield false;
            }
        };
    }

    private String capabilities() {
        List<String> names = server.extensions();
        StringBuilder lines = new StringBuilder("250-fake\r\n");
        names.forEach(name -> lines.append("250-").append(name).append("\r\n"));
        return lines.append("250 HELP").toString();
    }

    /// Up to the dot on a line of its own, which only CRLF delimits; stuffed dots are removed.
    private String readContent() throws IOException {
        StringBuilder content = new StringBuilder();
        while (true) {
            String line = readLine();
            if (line == null) {
                throw new IOException("the client left in the middle of a mail");
            }
            if (line.equals(".")) {
                return content.toString();
            }
            content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
    }

    /// A line that CRLF ends; a CR or LF on its own is part of it.
    private @Nullable String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        int last = -1;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (last == '\r' && b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.substring(0, text.length() - 1);
            }
            line.write(b);
            last = b;
        }
        return null;
    }

    private static String address(String line) {
        int from = line.indexOf('<');
        int to = line.indexOf('>', from);
        return from < 0 || to < 0 ? line : line.substring(from + 1, to);
    }
}
