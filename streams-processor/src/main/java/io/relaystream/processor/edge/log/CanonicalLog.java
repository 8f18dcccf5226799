package io.relaystream.processor.edge.log;

import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.service.Background;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes `mail.canonical` as MozLog lines of type `relaystream.mail`, on a thread of its own. A
/// broker that is away and a disk that is full are waited for.
public final class CanonicalLog {
    private static final Logger LOG = LoggerFactory.getLogger(CanonicalLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Follower.Opener opener;

    private CanonicalLog(Follower.Opener opener) {
        this.opener = opener;
    }

    /// Appends every record to a file, exactly once. A file that was moved away begins anew with
    /// all that the topic still has.
    public static Background toFile(String bootstrapServers, Path file) {
        return start(() -> FileFollower.open(bootstrapServers, file));
    }

    /// Writes each record at least once to the stream of one of the processes in the group; a
    /// reader tells repetitions by `kafka_partition` and `kafka_offset`.
    ///
    /// @param instance name of this process, unique in the group and stable across its restarts
    /// @param out such as stdout; stays open
    public static Background toStream(
            String bootstrapServers, String groupId, String instance, OutputStream out) {
        return start(() -> new StreamFollower(bootstrapServers, groupId, instance, out));
    }

    private static Background start(Follower.Opener opener) {
        return Background.start("canonical-log", new CanonicalLog(opener)::writeUntil);
    }

    private void writeUntil(CountDownLatch closing) throws InterruptedException {
        do {
            follow(closing);
        } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Until it is to close, or something fails.
    private void follow(CountDownLatch closing) {
        try (Follower follower = opener.open()) {
            while (closing.getCount() > 0) {
                follower.step();
            }
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue(LogKey.ERROR.key(), e)
                    .log("Canonical records cannot be written; trying again");
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e)
                    .log("Canonical records cannot be read now; trying again");
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .log("A defect stopped the writing of canonical records; trying again");
        }
    }
}
