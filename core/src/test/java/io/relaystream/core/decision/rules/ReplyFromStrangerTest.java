package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Replies;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ReplyFromStrangerTest extends RuleTable {
    ReplyFromStrangerTest() {
        super(new ReplyFromStranger());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                silent("the owner", Replies.facts()),
                silent(
                        "the owner, with a tag",
                        Replies.of(Replies.mail().from("owner+relay@home.example").build())),
                silent(
                        "the owner, whose mail is sent by a server in another name",
                        Replies.of(Replies.mail().mailFrom("srs0=x@mailer.example").build())),
                objects(
                        "a stranger",
                        Replies.of(Replies.mail().from("jane@shop.example").build()),
                        DropReason.REPLY_FROM_STRANGER),
                objects(
                        "a stranger whose server lets the owner's address be the envelope sender",
                        Replies.of(
                                Replies.mail()
                                        .from("jane@shop.example")
                                        .mailFrom("owner@home.example")
                                        .build()),
                        DropReason.REPLY_FROM_STRANGER),
                objects(
                        "the same name elsewhere",
                        Replies.of(Replies.mail().from("owner@home.example.net").build()),
                        DropReason.REPLY_FROM_STRANGER),
                objects(
                        "another name at the owner's provider",
                        Replies.of(Replies.mail().from("the.owner@home.example").build()),
                        DropReason.REPLY_FROM_STRANGER),
                objects(
                        "nobody",
                        Replies.of(Replies.mail().malformedSender().build()),
                        DropReason.REPLY_FROM_STRANGER),
                silent(
                        "an owner who is gone, which another rule is about",
                        Replies.of(Replies.mail().build(), null)),
                objects(
                        "the mailbox that the owner had before",
                        Replies.of(
                                Replies.mail().build(),
                                Accounts.but(
                                        Accounts.premium(),
                                        draft ->
                                                draft.email(new EmailAddress("new@home.example")))),
                        DropReason.REPLY_FROM_STRANGER));
    }
}
