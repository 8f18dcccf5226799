package io.relaystream.api.projector;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.projector.Effect.CountAccount;
import io.relaystream.api.projector.Effect.CountAlias;
import io.relaystream.api.projector.Effect.DropSpam;
import io.relaystream.api.projector.Effect.End;
import io.relaystream.api.projector.Effect.Log;
import io.relaystream.api.projector.Effect.Stand;
import io.relaystream.api.projector.Effect.SwitchOff;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID alias = UUID.randomUUID();

    @Test
    void newestValuesOfAnIdReplaceTheOlderOnes() {
        Projection projection =
                Projection.of(
                        List.of(
                                new Stand(ann, Events.used(ann, 1)),
                                new CountAccount(ann, Events.totals(ann, 1)),
                                new CountAlias(ann, alias, Events.stats(ann, alias, 1)),
                                new Stand(bob, Events.used(bob, 7)),
                                new Stand(ann, Events.used(ann, 2)),
                                new CountAccount(ann, Events.totals(ann, 2)),
                                new CountAlias(ann, alias, Events.stats(ann, alias, 2))));

        assertThat(projection.standings())
                .containsExactlyInAnyOrder(
                        new Stand(ann, Events.used(ann, 2)), new Stand(bob, Events.used(bob, 7)));
        assertThat(projection.accounts())
                .containsExactly(new CountAccount(ann, Events.totals(ann, 2)));
        assertThat(projection.aliases())
                .containsExactly(new CountAlias(ann, alias, Events.stats(ann, alias, 2)));
    }

    @Test
    void mailIsWhereItsNewestRecordSays() {
        Story story = Story.of(ann, alias);

        Projection projection =
                Projection.of(
                        List.of(
                                new Log(story.waiting()),
                                new End(story.forwarded()),
                                new Log(story.queued()),
                                new End(story.forwarded())));

        assertThat(projection.logs()).containsExactly(new Log(story.waiting()));
        assertThat(projection.ends()).containsExactly(new End(story.forwarded()));
    }

    @Test
    void everyCommandIsCarriedOutInItsOrder() {
        List<Effect> commands =
                List.of(
                        new SwitchOff(ann, alias),
                        new DropSpam(ann),
                        new SwitchOff(ann, alias),
                        new DropSpam(bob));

        assertThat(Projection.of(commands).commands()).isEqualTo(commands);
    }
}
