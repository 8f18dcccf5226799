package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class DeletedAliasTest extends RuleTable {
    DeletedAliasTest() {
        super(new DeletedAlias());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an alias that was deleted",
                        Situation.recipient(Nobody.DELETED),
                        DropReason.DELETED_ALIAS),
                silent("an alias", Situation.ordinary()),
                silent("no such alias", Situation.recipient(Nobody.UNKNOWN)));
    }
}
