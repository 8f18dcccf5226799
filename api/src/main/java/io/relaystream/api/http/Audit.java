package io.relaystream.api.http;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.operations.DeadLetterId;
import io.relaystream.core.account.Plan;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.platform.log.LogKey;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what administrators do, without telling whose it is to whoever has not the key.
///
/// @param pseudonyms as in canonical records
record Audit(Pseudonyms pseudonyms) {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    void created(UUID account, Plan plan) {
        LOG.atInfo()
                .addKeyValue(LogKey.ACCOUNT.key(), pseudonym(account))
                .addKeyValue(LogKey.STATE.key(), plan.code())
                .log("An administrator made an account and a token for it");
    }

    /// The link lets whoever has it in.
    void linked(UUID account) {
        LOG.atInfo()
                .addKeyValue(LogKey.ACCOUNT.key(), pseudonym(account))
                .log("An administrator made a login link to an account");
    }

    /// @param account as it is now
    /// @param fields that the administrator gave
    void changed(AccountDetails account, List<String> fields) {
        LOG.atInfo()
                .addKeyValue(LogKey.ACCOUNT.key(), pseudonym(account.id()))
                .addKeyValue(LogKey.CHANGED.key(), String.join(", ", fields))
                .addKeyValue(LogKey.STATE.key(), state(account.status()))
                .log("An administrator changed an account");
    }

    /// @param topic that the record went back to
    void redriven(DeadLetterId id, String topic) {
        LOG.atInfo()
                .addKeyValue(LogKey.PARTITION.key(), id.partition())
                .addKeyValue(LogKey.OFFSET.key(), id.offset())
                .addKeyValue(LogKey.TOPIC.key(), topic)
                .log("An administrator let a dead letter be processed again");
    }

    private String pseudonym(UUID account) {
        return pseudonyms.of(account.toString());
    }

    private static String state(AccountStatus status) {
        return "%s, %s, %s, %s"
                .formatted(
                        status.plan().code(),
                        status.active() ? "active" : "inactive",
                        status.verified() ? "verified" : "unverified",
                        status.suspension().until() == null
                                ? "not suspended"
                                : "suspended until " + status.suspension().until());
    }
}
