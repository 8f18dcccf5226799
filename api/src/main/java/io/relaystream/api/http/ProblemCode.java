package io.relaystream.api.http;

import io.relaystream.core.Code;

/// What a request can be refused with. The code is for programs and never changes; the title is for
/// people.
enum ProblemCode implements Code {
    MALFORMED_JSON(400, "The body is not the JSON that is expected"),
    INVALID_REQUEST(400, "A field of the request is not as it must be"),
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "A valid bearer token is required"),
    CSRF_REFUSED(403, "The request does not come from a page of ours"),
    FORBIDDEN(403, "The token does not allow this"),
    ACCOUNT_INACTIVE(403, "The account is deactivated"),
    PREMIUM_REQUIRED(403, "This needs the premium plan"),
    ALIAS_LIMIT_REACHED(403, "The plan allows no more aliases"),
    WEBHOOK_LIMIT_REACHED(403, "An account can have no more webhooks"),
    TOKEN_LIMIT_REACHED(403, "The account can have no more tokens"),
    DAILY_ALIAS_LIMIT_REACHED(403, "Too many aliases were made today"),
    DOMAIN_LIMIT_REACHED(403, "An account may bring along no more domains"),
    NOT_FOUND(404, "There is nothing at this address"),
    ACCOUNT_NOT_FOUND(404, "There is no such account"),
    ALIAS_NOT_FOUND(404, "There is no such alias"),
    DOMAIN_NOT_FOUND(404, "There is no such domain"),
    MESSAGE_NOT_FOUND(404, "There is no such mail"),
    WEBHOOK_NOT_FOUND(404, "There is no such webhook"),
    DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
    TOKEN_NOT_FOUND(404, "There is no such token"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    ADDRESS_UNAVAILABLE(409, "The address is in use or was once"),
    DOMAIN_UNAVAILABLE(409, "The domain is in use or was once"),
    SUBDOMAIN_CLAIMED(409, "The account has claimed its subdomain"),
    IDEMPOTENCY_KEY_IN_USE(409, "The same request is under way"),
    EMAIL_TAKEN(409, "Another account has this e-mail address"),
    NOT_REDELIVERABLE(409, "The message cannot be delivered again"),
    WEBHOOK_DISABLED(409, "The webhook is switched off"),
    NOT_REDRIVABLE(409, "The record cannot go back to where it came from"),
    CONTENT_GONE(410, "The content of the message is not kept any more"),
    PRECONDITION_FAILED(412, "It has been changed since it was read"),
    BODY_TOO_LARGE(413, "The body is too large"),
    IDEMPOTENCY_KEY_REUSED(422, "The key belongs to another request"),
    RATE_LIMITED(429, "This was asked too often"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "The service is busy or a part of it is away; try again");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
