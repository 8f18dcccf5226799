package io.relaystream.core.decision.rules;

import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class NoReplyAddressTest extends RuleTable {
    NoReplyAddressTest() {
        super(new NoReplyAddress());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "noreply",
                        Situation.recipient(Mails.to("noreply@relay.localhost"), Nobody.UNKNOWN),
                        DropReason.NOREPLY),
                objects(
                        "in upper case, with a tag",
                        Situation.recipient(Mails.to("NoReply+x@relay.localhost"), Nobody.UNKNOWN),
                        DropReason.NOREPLY),
                objects(
                        "with a hyphen, on a subdomain",
                        Situation.recipient(
                                Mails.to("no-reply@jane.relay.localhost"),
                                Nobody.UNKNOWN_SUBDOMAIN),
                        DropReason.NOREPLY),
                silent(
                        "a name that only begins like it",
                        Situation.mail(Mails.to("noreply-please@relay.localhost"))));
    }
}
