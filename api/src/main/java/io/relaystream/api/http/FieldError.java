package io.relaystream.api.http;

/// What is wrong with one field of a request.
///
/// @param field its name as the caller wrote it
/// @param message what must hold, beginning with a verb; never the value
record FieldError(String field, String message) {}
