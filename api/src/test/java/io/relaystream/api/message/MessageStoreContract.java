package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of mails does.
public interface MessageStoreContract {
    MessageStore store();

    UUID newAccount();

    /// Puts a mail as it is into the delivery log of an account.
    void add(UUID account, OwnedMessage message);

    @Test
    default void mailIsFoundByItsOwnerOnly() {
        UUID account = newAccount();
        OwnedMessage message =
                put(account, Messages.ended(Outcome.FORWARDED, DeliveryCode.SENT), 0);
        List<String> ids = List.of(message.deliveryId(), "0".repeat(32));

        assertThat(store().find(account, ids)).containsExactly(message);
        assertThat(store().find(newAccount(), ids)).isEmpty();
        assertThat(newest(newAccount(), MessageFilter.ALL)).isEmpty();
    }

    @Test
    default void newestComeFirstPageByPage() {
        UUID account = newAccount();
        List<OwnedMessage> all =
                List.of(0, 1, 1, 1, 2).stream()
                        .map(age -> put(account, Messages.underWay(MailState.QUEUED, null), age))
                        .sorted(
                                (one, other) ->
                                        one.receivedAt().equals(other.receivedAt())
                                                ? other.deliveryId().compareTo(one.deliveryId())
                                                : other.receivedAt().compareTo(one.receivedAt()))
                        .toList();

        MessagePage first = store().newest(account, MessageFilter.ALL, Optional.empty(), 2);
        MessagePage second = store().newest(account, MessageFilter.ALL, first.next(), 2);
        MessagePage third = store().newest(account, MessageFilter.ALL, second.next(), 2);

        assertThat(first.items()).isEqualTo(all.subList(0, 2));
        assertThat(second.items()).isEqualTo(all.subList(2, 4));
        assertThat(third.items()).isEqualTo(all.subList(4, 5));
        assertThat(third.next()).isEmpty();
    }

    @Test
    default void everyFilterLeavesWhatItNames() {
        // Given
        UUID account = newAccount();
        UUID alias = UUID.randomUUID();
        OwnedMessage dropped =
                put(
                        account,
                        Messages.with(
                                Messages.dropped(DropReason.SPAM, "spam_for_opted_out_owner"),
                                alias,
                                Messages.NOON,
                                null,
                                false),
                        0);
        OwnedMessage sent = put(account, Messages.ended(Outcome.FORWARDED, DeliveryCode.SENT), 1);
        OwnedMessage waiting =
                put(account, Messages.underWay(MailState.WAITING, DeliveryCode.DEFERRED), 2);

        // Then
        assertThat(newest(account, new MessageFilter(alias, null, null, null, null, null)))
                .containsExactly(dropped);
        assertThat(
                        newest(
                                account,
                                new MessageFilter(null, Outcome.FORWARDED, null, null, null, null)))
                .containsExactly(sent);
        assertThat(newest(account, new MessageFilter(null, null, "deferred", null, null, null)))
                .containsExactly(waiting);
        assertThat(
                        newest(
                                account,
                                new MessageFilter(null, null, null, MailState.WAITING, null, null)))
                .containsExactly(waiting);
        assertThat(
                        newest(
                                account,
                                new MessageFilter(null, null, null, MailState.ENDED, null, null)))
                .containsExactly(dropped, sent);
        assertThat(
                        newest(
                                account,
                                new MessageFilter(
                                        null,
                                        null,
                                        null,
                                        null,
                                        sent.receivedAt(),
                                        dropped.receivedAt())))
                .containsExactly(sent);
        assertThat(
                        newest(
                                account,
                                new MessageFilter(
                                        alias,
                                        Outcome.DROPPED,
                                        "spam",
                                        MailState.ENDED,
                                        Messages.NOON.minusSeconds(1),
                                        Messages.NOON.plusSeconds(1))))
                .containsExactly(dropped);
        assertThat(
                        newest(
                                account,
                                new MessageFilter(
                                        alias, Outcome.FORWARDED, null, null, null, null)))
                .isEmpty();
    }

    private List<OwnedMessage> newest(UUID account, MessageFilter filter) {
        return store().newest(account, filter, Optional.empty(), 10).items();
    }

    private OwnedMessage put(UUID account, OwnedMessage message, int minutesAgo) {
        OwnedMessage put =
                Messages.with(
                        message,
                        message.alias(),
                        Messages.NOON.minus(Duration.ofMinutes(minutesAgo)),
                        null,
                        false);
        add(account, put);
        return put;
    }
}
