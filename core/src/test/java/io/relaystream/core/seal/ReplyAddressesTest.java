package io.relaystream.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyAddressesTest {
    private static final String HOST = "replies.relay.localhost";
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final String ACCOUNT = "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11";
    private static final String OTHER_ACCOUNT = "1c8f7a1d-9b54-4b46-8c2f-1e2a6a1b8d22";
    private static final String ALIAS = "1d1f5f0a-8a43-4a35-9b1e-0b7e6f0c7c11";
    private static final String OTHER_ALIAS = "2e2a6a1b-9b54-4b46-8c2f-1c8f7a1d8d22";
    private static final EmailAddress JANE = new EmailAddress("jane@shop.example");
    private static final EmailAddress JOHN = new EmailAddress("john@shop.example");
    private static final ReplyContext CONTEXT =
            new ReplyContext(ALIAS, new EmailAddress("open@relay.localhost"), JANE);

    private final ReplyAddresses replies = new ReplyAddresses(HOST, "a secret of the operator");
    private final EmailAddress address = replies.of(ACCOUNT, ALIAS, JANE);

    @Test
    void leadsToTheCorrespondentOfAnAlias() {
        SealedContext stored = replies.store(ACCOUNT, CONTEXT, NOW);
        ReverseAddress reverse = open(address);

        assertThat(address.value()).matches("[0-9a-z]{40,64}@replies\\.relay\\.localhost");
        assertThat(reverse.accountId()).isEqualTo(ACCOUNT);
        assertThat(reverse.key()).isEqualTo(stored.token());
        assertThat(replies.context(reverse, stored)).contains(CONTEXT);
        assertThat(stored.accountId()).isEqualTo(ACCOUNT);
        assertThat(stored.usedAt()).isEqualTo(NOW);
    }

    /// Else a second attempt would show the owner another address, and a retry another record.
    @Test
    void isAlwaysTheSameForAnAliasAndACorrespondent() {
        ReplyAddresses restarted = new ReplyAddresses(HOST, "a secret of the operator");

        assertThat(restarted.of(ACCOUNT, ALIAS, JANE)).isEqualTo(address);
        assertThat(restarted.store(ACCOUNT, CONTEXT, NOW))
                .isEqualTo(replies.store(ACCOUNT, CONTEXT, NOW));
    }

    /// In no half: whoever has one of them can guess no other.
    @Test
    void hasNothingInCommonWithAnyOther() {
        assertUnlike(replies.of(OTHER_ACCOUNT, ALIAS, JANE));
        assertUnlike(replies.of(ACCOUNT, OTHER_ALIAS, JANE));
        assertUnlike(replies.of(ACCOUNT, ALIAS, JOHN));
        assertUnlike(
                new ReplyAddresses(HOST, "a secret of somebody else").of(ACCOUNT, ALIAS, JANE));
    }

    @Test
    void survivesServersThatChangeTheCase() {
        EmailAddress shouted = new EmailAddress(address.value().toUpperCase(Locale.ROOT));

        assertThat(replies.context(open(shouted), replies.store(ACCOUNT, CONTEXT, NOW)))
                .contains(CONTEXT);
    }

    @Test
    void ignoresATag() {
        EmailAddress tagged = new EmailAddress(address.local() + "+tag@" + HOST);

        assertThat(open(tagged).key()).isEqualTo(open(address).key());
    }

    @Test
    void worksForEveryAccountWhicheverBytesItsTokenHas() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            String account = new UUID(random.nextLong(), random.nextLong()).toString();
            EmailAddress reverse = replies.of(account, ALIAS, JANE);

            assertThat(reverse.local().length()).isLessThanOrEqualTo(64);
            assertThat(open(reverse).accountId()).isEqualTo(account);
            assertThat(replies.context(open(reverse), replies.store(account, CONTEXT, NOW)))
                    .contains(CONTEXT);
        }
    }

    @Test
    void showsNothingOfTheAccount() {
        byte[] token = open(address).token();
        byte[] sameAccount = open(replies.of(ACCOUNT, ALIAS, JOHN)).token();

        String hex = new BigInteger(1, token).toString(16);
        assertThat(hex).doesNotContain(ACCOUNT.substring(0, 8), ACCOUNT.substring(24));
        assertThat(java.util.Arrays.copyOfRange(token, 16, 32))
                .isNotEqualTo(java.util.Arrays.copyOfRange(sameAccount, 16, 32));
    }

    @Test
    void storesNothingThatCanBeReadWithoutTheAddress() {
        SealedContext stored = replies.store(ACCOUNT, CONTEXT, NOW);
        String bytes =
                new String(
                        Base64.getDecoder().decode(stored.context()),
                        java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(stored.token())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(new BigInteger(1, open(address).token()).toString(16));
        assertThat(stored.toString()).doesNotContain(address.local());
        assertThat(bytes).doesNotContain("jane", "open", ALIAS);
    }

    @Test
    void opensNoContextOfAnotherAddress() {
        SealedContext stored = replies.store(ACCOUNT, CONTEXT, NOW);

        assertThat(replies.context(open(replies.of(ACCOUNT, ALIAS, JOHN)), stored)).isEmpty();
        assertThat(replies.context(open(replies.of(OTHER_ACCOUNT, ALIAS, JANE)), stored)).isEmpty();
    }

    /// The tag decides about the token's key and the rest about the account: both must be right.
    @Test
    void opensNoContextWithAnAddressInWhichACharacterWasChanged() {
        SealedContext stored = replies.store(ACCOUNT, CONTEXT, NOW);
        String genuine = address.value();
        for (int at = 0; at < genuine.indexOf('@'); at++) {
            char changed = genuine.charAt(at) == '7' ? '8' : '7';
            EmailAddress forged =
                    new EmailAddress(
                            genuine.substring(0, at) + changed + genuine.substring(at + 1));
            replies.open(forged)
                    .ifPresent(
                            reverse -> {
                                assertThat(reverse.key()).isNotEqualTo(stored.token());
                                assertThat(replies.context(reverse, stored)).isEmpty();
                            });
        }
    }

    @Test
    void opensNoContextThatWasChangedOrMovedToAnotherAccount() {
        SealedContext stored = replies.store(ACCOUNT, CONTEXT, NOW);
        ReverseAddress reverse = open(address);
        ReverseAddress moved = new ReverseAddress(OTHER_ACCOUNT, reverse.key(), reverse.token());
        byte[] bytes = Base64.getDecoder().decode(stored.context());
        bytes[bytes.length - 1] ^= 1;
        SealedContext changed =
                new SealedContext(
                        stored.token(), ACCOUNT, Base64.getEncoder().encodeToString(bytes), NOW);

        assertThat(replies.context(moved, stored)).isEmpty();
        assertThat(replies.context(reverse, changed)).isEmpty();
        assertThat(replies.context(reverse, new SealedContext(stored.token(), ACCOUNT, "", NOW)))
                .isEmpty();
    }

    @Test
    void ofAnotherOperatorLeadsToNobody() {
        ReplyAddresses others = new ReplyAddresses(HOST, "a secret of somebody else");

        assertThat(open(others.of(ACCOUNT, ALIAS, JANE)).accountId()).isNotEqualTo(ACCOUNT);
        assertThat(others.open(address))
                .hasValueSatisfying(
                        reverse ->
                                assertThat(
                                                others.context(
                                                        reverse,
                                                        replies.store(ACCOUNT, CONTEXT, NOW)))
                                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-b@replies.relay.localhost",
                "a.b@replies.relay.localhost",
                "+tag@replies.relay.localhost",
                "\"a..b\"@replies.relay.localhost",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz@replies.relay.localhost",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz@replies.relay.localhost",
                "token@relay.localhost",
                "token@x.replies.relay.localhost"
            })
    void opensNothingElse(String other) {
        assertThat(replies.open(new EmailAddress(other))).isEmpty();
    }

    @Test
    void doesNotShowItsToken() {
        assertThat(open(address).toString()).isEqualTo("ReverseAddress[" + ACCOUNT + "]");
    }

    @Test
    void isMadeForAccountsOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> replies.of("nobody", ALIAS, JANE));
    }

    private ReverseAddress open(EmailAddress recipient) {
        return replies.open(recipient).orElseThrow();
    }

    private void assertUnlike(EmailAddress other) {
        byte[] token = open(address).token();
        byte[] otherToken = open(other).token();
        for (int half = 0; half < token.length; half += 16) {
            int differing = 0;
            for (int at = half; at < half + 16; at++) {
                differing += Integer.bitCount((token[at] ^ otherToken[at]) & 0xff);
            }
            assertThat(differing).as("differing bits of 128").isBetween(32, 96);
        }
    }
}
