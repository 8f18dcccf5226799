package io.relaystream.api.message;

import java.util.ArrayList;
import java.util.List;

/// How long the stages of a mail took that has ended, in milliseconds.
///
/// @param held as its recipient was unknown or the mailbox paused; part of `decide`
/// @param deliver from the decision to the end, with all waits
/// @param fetch of the last attempt, like the two that follow
public record Timings(
        long accept, long held, long decide, long deliver, long fetch, long rewrite, long send) {

    /// How long a stage took.
    public record Taken(Stage stage, long ms) {}

    /// One after the other from receipt to end: accept, hold, decide, deliver. The last three tell
    /// what the last attempt did.
    ///
    /// @param attempts without any, there is nothing to tell of delivery
    public List<Taken> stages(int attempts) {
        List<Taken> stages = new ArrayList<>();
        stages.add(new Taken(Stage.ACCEPT, accept));
        stages.add(new Taken(Stage.HOLD, held));
        stages.add(new Taken(Stage.DECIDE, Math.max(0, decide - held)));
        if (attempts > 0) {
            stages.add(new Taken(Stage.DELIVER, deliver));
            stages.add(new Taken(Stage.FETCH, fetch));
            stages.add(new Taken(Stage.REWRITE, rewrite));
            stages.add(new Taken(Stage.SEND, send));
        }
        return List.copyOf(stages);
    }
}
