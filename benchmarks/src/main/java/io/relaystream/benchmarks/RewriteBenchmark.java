package io.relaystream.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.seal.Seals;
import io.relaystream.processor.mime.Dashboard;
import io.relaystream.processor.mime.Forwarded;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.RawMail;
import io.relaystream.processor.mime.ReplyMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a worker does with each mail between the store and the provider: a mail of 4 kB with two
/// alternatives, and the same with an attachment of 2 MB; the small one also as an owner's reply.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RewriteBenchmark {
    private static final int SMALL = 4_000;
    private static final EmailAddress OWNER = new EmailAddress("owner@home.example");
    private static final EmailAddress JANE = new EmailAddress("jane@shop.example");
    private static final int ATTACHED = 1_500_000;

    private static final String HEADER =
            """
            Received: from mx.shop.example by inbound-smtp.example with SMTP id 1
             for open@relay.localhost; Mon, 05 Jan 2026 12:00:00 +0000
            Received: from desk.shop.example by mx.shop.example; Mon, 05 Jan 2026 11:59:59 +0000
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=1;
             h=from:to:subject:date:message-id; bh=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=;
             b=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGabcdefghijklmnopqrstuvwxyz0123456789
            From: =?utf-8?q?J=C3=A4ne_Doe?= <jane@shop.example>
            To: open@relay.localhost
            Cc: Bob <bob@shop.example>
            Subject: Your order
            Date: Mon, 05 Jan 2026 11:59:58 +0000
            Message-ID: <1@shop.example>
            List-Unsubscribe: <https://shop.example/u/1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            """;

    private static final String TEXTS =
            """
            Content-Type: multipart/alternative; boundary="alternatives"

            --alternatives
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            %1$s
            --alternatives
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <html><head><title>Your order</title></head><body style=3D"color:#333">
            %1$s
            <img src=3D"https://r.eu-west-1.awstrack.me/I0/1" width=3D"1" height=3D"1"></body></html>
            --alternatives--
            """
                    .formatted("Thank you for your order, it is on its w=C3=A4y.\n".repeat(28));

    private static final String MIXED =
            """
            Content-Type: multipart/mixed; boundary="mixed"

            --mixed
            %s
            --mixed
            Content-Type: application/pdf; name="order.pdf"
            Content-Disposition: attachment; filename="order.pdf"
            Content-Transfer-Encoding: base64

            %s
            --mixed--
            """;

    private final Seals seals =
            Seals.of(
                    OurHosts.of("relay.localhost", new EmailAddress("bounces@relay.localhost")),
                    "a secret of the operator");
    private final Dashboard dashboard = new Dashboard("https://relay.example");
    private final byte[] small = crlf(HEADER + TEXTS);
    private final byte[] large =
            crlf(
                    HEADER
                            + MIXED.formatted(
                                    TEXTS,
                                    Base64.getMimeEncoder().encodeToString(new byte[ATTACHED])));

    public RewriteBenchmark() {
        if (small.length < SMALL || small.length > SMALL + 500) {
            throw new IllegalStateException(
                    "the small mail must have about 4000 bytes, got " + small.length);
        }
    }

    @Benchmark
    public long smallHeaderOnly() throws IOException {
        return rewrite(small, false, false);
    }

    @Benchmark
    public long smallWithBanner() throws IOException {
        return rewrite(small, true, false);
    }

    @Benchmark
    public long smallWithBannerAndWithoutTrackers() throws IOException {
        return rewrite(small, true, true);
    }

    @Benchmark
    public long largeHeaderOnly() throws IOException {
        return rewrite(large, false, false);
    }

    @Benchmark
    public long largeWithBanner() throws IOException {
        return rewrite(large, true, false);
    }

    @Benchmark
    public long smallReply() throws IOException {
        return ReplyMessage.of(RawMail.of(small), reply(), seals).orElseThrow().stream()
                .transferTo(OutputStream.nullOutputStream());
    }

    @Benchmark
    public long largeReply() throws IOException {
        return ReplyMessage.of(RawMail.of(large), reply(), seals).orElseThrow().stream()
                .transferTo(OutputStream.nullOutputStream());
    }

    /// Rewrites a mail and writes it out.
    private long rewrite(byte[] mail, boolean banner, boolean removeTrackers) throws IOException {
        Forwarded forwarded =
                ForwardedMessage.of(
                        RawMail.of(mail), request(banner, removeTrackers), seals, dashboard);
        return forwarded.mail().stream().transferTo(OutputStream.nullOutputStream());
    }

    private static DeliveryRequest request(boolean banner, boolean removeTrackers) {
        return request(DeliveryTask.FORWARD, OWNER, null, banner, removeTrackers);
    }

    private static DeliveryRequest reply() {
        return request(DeliveryTask.REPLY, JANE, OWNER, false, false);
    }

    private static DeliveryRequest request(
            DeliveryTask task,
            EmailAddress destination,
            @Nullable EmailAddress owner,
            boolean banner,
            boolean removeTrackers) {
        return new DeliveryRequest(
                "b7be0af4c2dafbe949b2822d5b888ee8",
                task,
                1,
                "mail-1",
                "5c1bb8e0-0f5b-4c39-9d0c-5c3e2b7a9d11",
                "1d1f5f0a-8a43-4a35-9b1e-0b7e6f0c7c11",
                new EmailAddress("open@relay.localhost"),
                destination,
                JANE,
                "relay-mail",
                "emails/mail-1",
                Instant.parse("2026-01-05T12:00:00Z"),
                null,
                false,
                banner,
                removeTrackers,
                "en",
                null,
                owner,
                null,
                false,
                List.of(JANE),
                false);
    }

    private static byte[] crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
    }
}
