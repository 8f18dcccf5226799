package io.relaystream.api.mail;

import io.relaystream.api.mail.MailStore.Content;
import io.relaystream.api.mail.MailStore.Opened;
import io.relaystream.core.seal.LinkedMail;
import io.relaystream.core.seal.MailLinks;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gives mails to whoever has a link to them, a few at once.
public final class Downloads {
    private final MailStore store;
    private final MailLinks links;
    private final Semaphore slots;
    private final InstantSource clock;

    /// @param atOnce most mails that are fetched at once
    /// @param clock tells whether a link has ended
    public Downloads(MailStore store, MailLinks links, int atOnce, InstantSource clock) {
        this.store = store;
        this.links = links;
        this.slots = new Semaphore(atOnce);
        this.clock = clock;
    }

    /// A token that is not ours never reaches the store.
    public Download open(String token) {
        Optional<LinkedMail> mail = links.open(token);
        if (mail.isEmpty()) {
            return new Download.Absent();
        }
        if (mail.get().endedAt(clock.instant())) {
            return new Download.Ended();
        }
        return slots.tryAcquire() ? open(mail.get()) : new Download.Later();
    }

    private Download open(LinkedMail mail) {
        boolean kept = false;
        try {
            Opened opened = store.open(mail.bucket(), mail.objectKey());
            kept = opened instanceof Opened.Found;
            return switch (opened) {
                case Opened.Found(Content content) -> new Download.Ready(holdingSlot(content));
                case Opened.Missing _ -> new Download.Absent();
                case Opened.Unavailable _ -> new Download.Later();
            };
        } finally {
            if (!kept) {
                slots.release();
            }
        }
    }

    /// The slot is free again when the content is closed, once.
    private Content holdingSlot(Content content) {
        AtomicBoolean open = new AtomicBoolean(true);
        return new Content() {
            @Override
            public long length() {
                return content.length();
            }

            @Override
            public int read(byte[] chunk) throws IOException {
                return content.read(chunk);
            }

            @Override
            public void close() {
                try {
                    content.close();
                } finally {
                    if (open.getAndSet(false)) {
                        slots.release();
                    }
                }
            }
        };
    }
}
