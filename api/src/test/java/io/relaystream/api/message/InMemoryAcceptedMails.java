package io.relaystream.api.message;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.InboundMail;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A topic in memory, which a test may take away.
public final class InMemoryAcceptedMails implements AcceptedMails {
    private final List<InboundMail> mails = new CopyOnWriteArrayList<>();
    private volatile boolean readable = true;
    private volatile boolean writable = true;

    public void readable(boolean now) {
        readable = now;
    }

    public void writable(boolean now) {
        writable = now;
    }

    public List<InboundMail> all() {
        return List.copyOf(mails);
    }

    @Override
    public Search find(EmailAddress mailbox, String deliveryId, Instant acceptedAt) {
        if (!readable) {
            return new Search.Unavailable();
        }
        return mails.stream()
                .filter(mail -> mail.mailbox().equals(mailbox))
                .filter(mail -> mail.deliveryId().equals(deliveryId))
                .findFirst()
                .<Search>map(Search.Found::new)
                .orElseGet(Search.Missing::new);
    }

    @Override
    public boolean add(InboundMail mail) {
        return writable && mails.add(mail);
    }
}
