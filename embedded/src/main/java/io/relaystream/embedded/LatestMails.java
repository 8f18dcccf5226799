package io.relaystream.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest mails within two limits. Beyond either the oldest goes first, and a mail that alone
/// exceeds the bytes is not kept at all. Safe for many threads.
final class LatestMails {
    private final int maxMails;
    private final long maxBytes;
    private final Deque<CaughtMail> mails = new ArrayDeque<>();
    private long bytes;
    private long count;

    LatestMails(int maxMails, long maxBytes) {
        this.maxMails = maxMails;
        this.maxBytes = maxBytes;
    }

    synchronized void add(CaughtMail mail) {
        mails.addLast(mail);
        bytes += mail.size();
        count++;
        while (mails.size() > maxMails || bytes > maxBytes) {
            bytes -= mails.removeFirst().size();
        }
    }

    /// Oldest first.
    synchronized List<CaughtMail> list() {
        return List.copyOf(mails);
    }

    /// How many were ever added.
    synchronized long count() {
        return count;
    }
}
