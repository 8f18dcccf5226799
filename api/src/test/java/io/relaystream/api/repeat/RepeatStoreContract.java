package io.relaystream.api.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.repeat.RepeatStore.Beginning;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [RepeatStore] must do.
public interface RepeatStoreContract {
    String HASH = "a".repeat(64);
    GivenAnswer ANSWER = new GivenAnswer(201, "{\"id\":7}", "/things/7");

    RepeatStore store();

    /// @return its id
    UUID newAccount();

    @Test
    default void answerIsGivenAgain() {
        UUID account = newAccount();

        assertThat(store().begin(account, "key", HASH)).isEqualTo(new Beginning.First());
        assertThat(store().begin(account, "key", HASH)).isEqualTo(new Beginning.UnderWay());
        store().finish(account, "key", ANSWER);
        assertThat(store().begin(account, "key", HASH)).isEqualTo(new Beginning.Answered(ANSWER));
    }

    @Test
    default void keyBelongsToOneRequest() {
        UUID account = newAccount();
        store().begin(account, "key", HASH);

        assertThat(store().begin(account, "key", "b".repeat(64)))
                .isEqualTo(new Beginning.Another());
        assertThat(store().begin(account, "other", "b".repeat(64)))
                .isEqualTo(new Beginning.First());
    }

    @Test
    default void keysOfAccountsHaveNothingToDoWithEachOther() {
        UUID account = newAccount();
        store().begin(account, "key", HASH);
        store().finish(account, "key", ANSWER);

        assertThat(store().begin(newAccount(), "key", HASH)).isEqualTo(new Beginning.First());
    }

    @Test
    default void whatWasForgottenMayComeAgain() {
        UUID account = newAccount();
        store().begin(account, "key", HASH);
        store().forget(account, "key");

        assertThat(store().begin(account, "key", HASH)).isEqualTo(new Beginning.First());
    }

    @Test
    default void oneOfManyAtOnceIsTheFirst() throws Exception {
        UUID account = newAccount();
        List<Callable<Beginning>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(() -> store().begin(account, "key", HASH));
        }

        int first = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Beginning> beginning : threads.invokeAll(requests)) {
                first += beginning.get() instanceof Beginning.First ? 1 : 0;
            }
        }

        assertThat(first).isEqualTo(1);
    }
}
