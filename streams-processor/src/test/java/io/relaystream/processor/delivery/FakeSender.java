package io.relaystream.processor.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A provider in memory that answers as a test says; untold, it takes every mail.
public final class FakeSender implements MailSender {
    private final List<OutgoingMail> mails = new CopyOnWriteArrayList<>();
    private volatile Function<OutgoingMail, SendResult> answer =
            mail -> SendResult.sent("id-of-" + mail.deliveryId());

    public FakeSender answers(Function<OutgoingMail, SendResult> newAnswer) {
        answer = newAnswer;
        return this;
    }

    /// What it was offered, in that order.
    public List<OutgoingMail> mails() {
        return List.copyOf(mails);
    }

    @Override
    public Provider provider() {
        return Provider.SMTP;
    }

    @Override
    public SendResult send(OutgoingMail mail) {
        mails.add(mail);
        return answer.apply(mail);
    }
}
