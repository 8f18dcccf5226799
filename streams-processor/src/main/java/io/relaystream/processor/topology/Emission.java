package io.relaystream.processor.topology;

import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;

/// What leaves the topology.
sealed interface Emission {

    /// Ask a worker for an attempt.
    record Request(DeliveryRequest request) implements Emission {}

    /// Look up recipient and owner anew: the mail has waited.
    record Waited(InboundMail mail) implements Emission {}

    /// The end of a mail's story.
    record Ended(CanonicalRecord ending) implements Emission {}

    /// Where a mail is on its way.
    record Logged(LoggedMail mail) implements Emission {}

    /// What has become of the mail of an alias or an account so far.
    record Counted(AliasStats stats) implements Emission {}

    /// Something happened to an account.
    record Happened(AccountEvent event) implements Emission {}

    /// What would become of a mail.
    record Explained(Explanation explanation) implements Emission {}

    /// The end of a mail's story, counted.
    static Ended ended(CanonicalRecord ending, Meters meters) {
        meters.count(Metric.MAILS_FINISHED, ending.outcome(), ending.reasonCode());
        meters.time(Metric.MAIL_TOTAL, Duration.ofMillis(ending.totalMs()), ending.outcome());
        return new Ended(ending);
    }

    /// Something that happened to an account, counted.
    static Happened happened(AccountEvent event, Meters meters) {
        meters.count(Metric.ACCOUNT_EVENTS, event.kind());
        return new Happened(event);
    }
}
