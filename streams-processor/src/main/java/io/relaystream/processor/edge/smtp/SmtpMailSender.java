package io.relaystream.processor.edge.smtp;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.platform.log.LogKey;
import io.relaystream.processor.delivery.MailSender;
import io.relaystream.processor.delivery.OutgoingMail;
import io.relaystream.processor.delivery.Provider;
import io.relaystream.processor.delivery.SendResult;
import io.relaystream.processor.dkim.DkimSigner;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends by SMTP, over connections that are reused while they are young.
///
/// The same mail is offered a second time in one case only: a reused connection turned out to be
/// dead before anything of the mail was written. When the time for a mail is over, its connection
/// is cut, whatever it waits for.
public final class SmtpMailSender implements MailSender, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpMailSender.class);

    /// The queue id in a reply such as `250 2.0.0 Ok: queued as 4ZKx1` or SES's `250 Ok 0100...`: a
    /// last word with a digit in it.
    private static final Pattern QUEUE_ID =
            Pattern.compile("[\\s<=](?=\\S{0,99}\\d)([A-Za-z0-9._-]{4,100})>?[\\s.]*$");

    private final Optional<DkimSigner> dkim;
    private final SmtpConnector connector;
    private final IdleConnections idle;
    private final Semaphore permits;
    private final Timing timing;
    private final ScheduledThreadPoolExecutor watchdog;

    /// How long things may take.
    ///
    /// @param connect until there is a TCP connection
    /// @param read until the next answer comes
    /// @param total for a mail, all in all
    /// @param idle how long a connection may wait for its next mail
    /// @param life how long a connection may be used: SES replaces its hosts
    record Timing(Duration connect, Duration read, Duration total, Duration idle, Duration life) {
        static final Timing USUAL =
                new Timing(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        LIMIT,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(5));
    }

    /// @param clientName how we introduce ourselves
    /// @param dkim signs every mail; they go out as they come if empty
    public SmtpMailSender(SmtpServer server, String clientName, Optional<DkimSigner> dkim) {
        this(server, clientName, dkim, Timing.USUAL, Optional.empty());
        dkim.ifPresent(SmtpMailSender::announce);
    }

    SmtpMailSender(
            SmtpServer server,
            String clientName,
            Optional<DkimSigner> dkim,
            Timing timing,
            Optional<SSLSocketFactory> tls) {
        this.dkim = dkim;
        this.connector = new SmtpConnector(server, clientName, timing, tls);
        this.idle = new IdleConnections(timing);
        this.permits = new Semaphore(server.connections());
        this.timing = timing;
        this.watchdog =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("smtp-watchdog").factory());
        watchdog.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Provider provider() {
        return Provider.SMTP;
    }

    @Override
    public SendResult send(OutgoingMail mail) {
        long giveUp = System.nanoTime() + timing.total().toNanos();
        if (!permitted()) {
            return SendResult.of(DeliveryCode.NOT_BEGUN);
        }
        try {
            SmtpAnswer answer = answer(signed(mail), giveUp);
            DeliveryCode code = answer.meaning();
            if (code == DeliveryCode.SENT) {
                return SendResult.sent(queueId(answer));
            }
            log(mail, answer, code);
            return SendResult.of(code);
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() {
        idle.close();
        watchdog.shutdownNow();
    }

    private OutgoingMail signed(OutgoingMail mail) {
        return dkim.map(signer -> mail.with(signer.sign(mail.content()))).orElse(mail);
    }

    private SmtpAnswer answer(OutgoingMail mail, long giveUp) {
        Optional<SmtpConnection> reused = idle.take();
        if (reused.isPresent()) {
            SmtpAnswer answer = send(mail, reused.get(), giveUp);
            if (!answer.stale() || left(giveUp) <= 0) {
                return answer;
            }
        }
        try {
            SmtpConnection connection = connector.connect();
            Future<?> cut = cutAt(giveUp, connection);
            Optional<SmtpAnswer> problem = connection.open();
            cut.cancel(false);
            if (problem.isPresent()) {
                connection.abort();
                return problem.get();
            }
            return send(mail, connection, giveUp);
        } catch (IOException e) {
            return new SmtpAnswer.Broken(SmtpStage.OPENING);
        }
    }

    private SmtpAnswer send(OutgoingMail mail, SmtpConnection connection, long giveUp) {
        Future<?> cut = cutAt(giveUp, connection);
        SmtpAnswer answer = connection.send(mail.from().value(), mail.to().value(), mail.content());
        // A connection that is being cut must not be given to anyone.
        boolean whole = cut.cancel(false);
        boolean again =
                answer.meaning() == DeliveryCode.SENT || answer instanceof SmtpAnswer.OverLimit;
        if (whole && again) {
            idle.giveBack(connection);
        } else if (whole && answer instanceof SmtpAnswer.Reply) {
            connection.quit();
        } else {
            connection.abort();
        }
        return answer;
    }

    private Future<?> cutAt(long giveUp, SmtpConnection connection) {
        return watchdog.schedule(connection::abort, left(giveUp), TimeUnit.NANOSECONDS);
    }

    private static long left(long giveUp) {
        return giveUp - System.nanoTime();
    }

    private boolean permitted() {
        try {
            return permits.tryAcquire(timing.connect().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static @Nullable String queueId(SmtpAnswer answer) {
        if (answer instanceof SmtpAnswer.Reply(_, _, String text)) {
            Matcher id = QUEUE_ID.matcher(text);
            return id.find() ? id.group(1) : null;
        }
        return null;
    }

    /// Never the server's words: they quote addresses.
    private static void log(OutgoingMail mail, SmtpAnswer answer, DeliveryCode code) {
        var line =
                LOG.atInfo()
                        .addKeyValue(LogKey.DELIVERY_ID.key(), mail.deliveryId())
                        .addKeyValue(LogKey.CODE.key(), code.code())
                        .addKeyValue(LogKey.STATE.key(), answer.stage());
        if (answer instanceof SmtpAnswer.Reply reply) {
            line = line.addKeyValue(LogKey.STATUS.key(), reply.code());
        }
        line.log("The SMTP server did not take a mail");
    }

    /// Signatures are worth nothing before the key is in DNS.
    private static void announce(DkimSigner dkim) {
        LOG.atInfo()
                .addKeyValue(LogKey.DNS_NAME.key(), dkim.recordName())
                .addKeyValue(LogKey.DNS_TEXT.key(), dkim.recordText())
                .log("Mail is signed by DKIM: this TXT record must be published");
    }
}
