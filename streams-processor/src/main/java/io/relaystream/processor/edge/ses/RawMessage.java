package io.relaystream.processor.edge.ses;

import io.relaystream.processor.mime.MailBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Puts the mail into the request while that is sent: the SDK would hold it in memory several
/// times, as bytes and as base64 in JSON. It is read twice, for the signature comes before it.
final class RawMessage implements ExecutionInterceptor {
    /// Which mail a request is about.
    static final ExecutionAttribute<MailBytes> MAIL = new ExecutionAttribute<>("RawMessage");

    private static final byte[] STAND_IN = "the mail".getBytes(StandardCharsets.US_ASCII);

    /// Stands in a request for the mail.
    static final SdkBytes PLACEHOLDER = SdkBytes.fromByteArray(STAND_IN);

    private static final String LENGTH = "Content-Length";
    private static final String WRITTEN = Base64.getEncoder().encodeToString(STAND_IN);

    @Override
    public Optional<RequestBody> modifyHttpContent(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        MailBytes mail = attributes.getAttribute(MAIL);
        return mail == null
                ? context.requestBody()
                : context.requestBody().map(request -> body(request, mail));
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        MailBytes mail = attributes.getAttribute(MAIL);
        SdkHttpRequest request = context.httpRequest();
        return mail == null
                ? request
                : request.firstMatchingHeader(LENGTH)
                        .map(before -> Long.parseLong(before) + growth(mail))
                        .map(
                                length ->
                                        request.copy(
                                                to -> to.putHeader(LENGTH, String.valueOf(length))))
                        .orElse(request);
    }

    /// By how much the mail is longer than what stands for it.
    private static long growth(MailBytes mail) {
        return Base64Stream.length(mail.size()) - WRITTEN.length();
    }

    private static RequestBody body(RequestBody request, MailBytes mail) {
        String json = text(request);
        int at = json.indexOf(WRITTEN);
        if (at < 0) {
            throw new IllegalStateException("a request must have a place for the mail, got none");
        }
        byte[] before = json.substring(0, at).getBytes(StandardCharsets.ISO_8859_1);
        byte[] behind = json.substring(at + WRITTEN.length()).getBytes(StandardCharsets.ISO_8859_1);
        return RequestBody.fromContentProvider(
                () -> joined(before, mail, behind),
                json.length() + growth(mail),
                request.contentType());
    }

    private static InputStream joined(byte[] before, MailBytes mail, byte[] behind) {
        return new SequenceInputStream(
                Collections.enumeration(
                        List.of(
                                new ByteArrayInputStream(before),
                                new Base64Stream(mail.stream()),
                                new ByteArrayInputStream(behind))));
    }

    /// Each byte as one character.
    private static String text(RequestBody request) {
        try (InputStream in = request.contentStreamProvider().newStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
