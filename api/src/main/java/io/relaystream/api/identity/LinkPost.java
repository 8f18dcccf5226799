package io.relaystream.api.identity;

import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends letters off the request, so that nobody learns from the time of an answer whether there
/// was one to send. What waits when the process ends is lost: its reader asks again.
public final class LinkPost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkPost.class);
    private static final int SENDERS = 4;
    private static final int WAITING = 1_000;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final LinkMailer mailer;
    private final List<Duration> pauses;
    private final ThreadPoolExecutor senders;

    public LinkPost(LinkMailer mailer) {
        this(mailer, List.of(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }

    /// @param pauses before each further attempt
    LinkPost(LinkMailer mailer, List<Duration> pauses) {
        this.mailer = mailer;
        this.pauses = pauses;
        this.senders =
                new ThreadPoolExecutor(
                        SENDERS,
                        SENDERS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofVirtual().name("link-post-", 0).factory());
    }

    /// @param letter asked for when it is its turn; gives nothing if none is to be sent
    /// @return false if too many wait
    public boolean offer(Supplier<Optional<Letter>> letter) {
        try {
            senders.execute(() -> write(letter));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        senders.shutdown();
        try {
            if (!senders.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        } catch (InterruptedException e) {
            senders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void write(Supplier<Optional<Letter>> letter) {
        try {
            Optional<Letter> written = letter.get();
            if (written.isPresent()) {
                send(written.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("A letter with a link could not be written");
        }
    }

    private void send(Letter letter) throws InterruptedException {
        for (int attempt = 0; !sent(letter, attempt) && attempt < pauses.size(); attempt++) {
            Thread.sleep(pauses.get(attempt));
        }
    }

    private boolean sent(Letter letter, int attempt) {
        try {
            mailer.send(letter);
            return true;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.ATTEMPT.key(), attempt + 1)
                    .addKeyValue(LogKey.ERROR.key(), e.getMessage())
                    .log("A letter with a link was not sent");
            return false;
        }
    }
}
