package io.relaystream.api.http;

import io.relaystream.api.operations.AccountSummary;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account in the operator's list, as JSON.
record AccountSummaryAnswer(
        UUID id,
        String email,
        String plan,
        boolean active,
        boolean verified,
        boolean admin,
        @Nullable String suspendedUntil,
        @Nullable String suspensionReason,
        String createdAt) {

    static AccountSummaryAnswer of(AccountSummary account) {
        return new AccountSummaryAnswer(
                account.id(),
                account.email().value(),
                account.plan().code(),
                account.active(),
                account.verified(),
                account.admin(),
                Json.text(account.suspendedUntil()),
                account.suspensionReason(),
                account.createdAt().toString());
    }
}
