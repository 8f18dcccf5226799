package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.account.Owner;
import io.relaystream.api.repeat.GivenAnswer;
import io.relaystream.api.repeat.RepeatStore;
import io.relaystream.api.repeat.RepeatStore.Beginning;
import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/// Requests with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) are carried out
/// once; when they come again, they get the first answer again. What was refused may be tried again
/// with the same key. If nobody knows whether it was carried out, as when the store is away, it
/// counts as under way for a minute.
///
/// What remains: if we crash, or the store goes away, after something was made and before its
/// answer was kept, a request that comes again after that minute makes another.
///
/// The answer is kept as it is, so this is not for answers with a secret.
record Repeats(RepeatStore store) {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    /// @param handle carries the request out and answers it
    void once(Context request, Owner owner, Runnable handle) {
        String key = request.header(HEADER);
        if (key == null) {
            handle.run();
            return;
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                    Problem.invalid(HEADER, "must have 1 to 255 visible ASCII characters"));
        }
        UUID account = owner.accountId();
        switch (store.begin(account, key, hash(request))) {
            case Beginning.First _ -> first(request, account, key, handle);
            case Beginning.Answered(var answer) -> again(request, answer);
            case Beginning.Another _ ->
                    throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "Each request must have an Idempotency-Key of its own");
            case Beginning.UnderWay _ ->
                    throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_IN_USE,
                            "The first request with this Idempotency-Key must end: try again in a second");
        }
    }

    private void first(Context request, UUID account, String key, Runnable handle) {
        try {
            handle.run();
        } catch (ProblemException e) {
            store.forget(account, key);
            throw e;
        }
        store.finish(
                account,
                key,
                new GivenAnswer(
                        request.statusCode(),
                        Objects.requireNonNullElse(request.result(), ""),
                        request.res().getHeader("Location")));
    }

    private static void again(Context request, GivenAnswer answer) {
        if (answer.location() != null) {
            request.header("Location", answer.location());
        }
        request.status(answer.status()).contentType("application/json").result(answer.body());
    }

    private static String hash(Context request) {
        MessageDigest sha = Hashes.sha256();
        sha.update(
                "%s %s\n"
                        .formatted(request.method(), request.path())
                        .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha.digest(JsonBody.bytes(request)));
    }
}
