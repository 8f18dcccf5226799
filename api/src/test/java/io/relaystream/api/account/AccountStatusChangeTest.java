package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.core.account.Plan;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountStatusChangeTest {
    private static final Instant FIRST = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-02-05T12:00:00Z");
    private static final AccountStatus SUSPENDED =
            new AccountStatus(Plan.PREMIUM, true, true, true, new Suspension(FIRST, "Spam"));

    @Test
    void ofNothingLeavesEverythingAsItIs() {
        AccountStatusChange nothing = suspension(Optional.empty(), Optional.empty());

        assertThat(nothing.nothing()).isTrue();
        assertThat(nothing.apply(SUSPENDED)).isEqualTo(SUSPENDED);
    }

    @Test
    void newEndHasNoReasonUnlessItIsGiven() {
        assertThat(after(Optional.of(Optional.of(LATER)), Optional.empty()))
                .isEqualTo(new Suspension(LATER, null));
        assertThat(after(Optional.of(Optional.of(LATER)), Optional.of(Optional.of("Phishing"))))
                .isEqualTo(new Suspension(LATER, "Phishing"));
        assertThat(after(Optional.of(Optional.empty()), Optional.empty()))
                .isEqualTo(Suspension.NONE);
    }

    @Test
    void reasonChangesAlone() {
        assertThat(after(Optional.empty(), Optional.of(Optional.of("Phishing"))))
                .isEqualTo(new Suspension(FIRST, "Phishing"));
        assertThat(after(Optional.empty(), Optional.of(Optional.empty())))
                .isEqualTo(new Suspension(FIRST, null));
    }

    @Test
    void reasonIsOneLine() {
        assertThat(Suspension.reason(" Spam ")).isEqualTo("Spam");
        assertThatThrownBy(() -> Suspension.reason("a\nb"))
                .hasMessage("must be one line without control characters");
        assertThatThrownBy(() -> Suspension.reason("x".repeat(201)))
                .hasMessage("must have 1 to 200 characters, got 201");
    }

    private static Suspension after(
            Optional<Optional<Instant>> until, Optional<Optional<String>> reason) {
        return suspension(until, reason).apply(SUSPENDED).suspension();
    }

    private static AccountStatusChange suspension(
            Optional<Optional<Instant>> until, Optional<Optional<String>> reason) {
        return new AccountStatusChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                until,
                reason);
    }
}
