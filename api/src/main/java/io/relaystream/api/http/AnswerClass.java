package io.relaystream.api.http;

import io.relaystream.core.Code;

/// How a request was answered, as a metric tells it.
enum AnswerClass implements Code {
    SUCCESS,
    CLIENT_ERROR,
    SERVER_ERROR;

    static AnswerClass of(int status) {
        if (status >= 500) {
            return SERVER_ERROR;
        }
        return status >= 400 ? CLIENT_ERROR : SUCCESS;
    }
}
