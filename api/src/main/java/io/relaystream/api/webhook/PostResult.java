package io.relaystream.api.webhook;

import io.relaystream.core.Code;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to post.
///
/// @param status of the answer; null if there was none
public record PostResult(Kind kind, @Nullable Integer status) {
    private static final int CLASS = 100;
    private static final int SUCCESS = 2;

    /// How it ended.
    public enum Kind implements Code {
        DELIVERED,
        /// The answer says anything but success; a redirect does not.
        STATUS,
        /// Nobody knows the host, or it is in a network that is not everybody's.
        HOST_NOT_PUBLIC,
        /// Nobody said in time where the host is: nothing was tried.
        HOST_NOT_LOOKED_UP,
        /// There was no connection, or it broke off.
        UNREACHABLE,
        /// The certificate is not one of the host, or there is no common way to encrypt.
        TLS_FAILED,
        TIMED_OUT
    }

    public static PostResult answered(int status) {
        return new PostResult(status / CLASS == SUCCESS ? Kind.DELIVERED : Kind.STATUS, status);
    }

    public static PostResult unanswered(Kind why) {
        return new PostResult(why, null);
    }
}
