package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Makes mails with random trees of parts.
final class MimeTrees {
    private static final int MAX_DEPTH = 5;
    private static final List<String> MULTIPARTS =
            List.of("mixed", "alternative", "related", "signed", "report", "x-unknown");
    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "text/html",
                    "text/plain; charset=utf-8",
                    "text/calendar",
                    "text/html; charset=iso-8859-1",
                    "image/png",
                    "application/pdf",
                    "text/plain; name=a.txt",
                    "text/plain; charset=iso-8859-15; format=flowed");

    private final Random random;
    private final String lineEnd;
    private int boundaries;

    MimeTrees(Random random) {
        this.random = random;
        this.lineEnd = random.nextInt(4) == 0 ? "\n" : "\r\n";
    }

    byte[] mail() {
        String mail = "From: jane@shop.example\nSubject: Hi\nMIME-Version: 1.0\n" + part(0);
        return mail.replace("\n", lineEnd).getBytes(ISO_8859_1);
    }

    private String part(int depth) {
        boolean divided = depth < MAX_DEPTH && random.nextInt(depth + 1) < 2;
        return divided ? multipart(depth) : leaf();
    }

    private String multipart(int depth) {
        String boundary = "b" + "=".repeat(random.nextInt(3)) + boundaries++ + "x";
        StringBuilder part = new StringBuilder("Content-Type: multipart/");
        part.append(one(MULTIPARTS)).append("; boundary=\"").append(boundary).append("\"\n\n");
        part.append(random.nextBoolean() ? "preamble\n" : "");
        for (int child = random.nextInt(5); child >= 0; child--) {
            part.append("--").append(boundary).append('\n').append(part(depth + 1)).append('\n');
        }
        return part.append("--").append(boundary).append("--\n").toString();
    }

    private String leaf() {
        byte[] content = new byte[random.nextInt(300)];
        random.nextBytes(content);
        String type = random.nextInt(10) == 0 ? "" : "Content-Type: " + one(TYPES) + "\n";
        return switch (random.nextInt(3)) {
            case 0 ->
                    type
                            + "Content-Transfer-Encoding: base64\n\n"
                            + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content);
            case 1 ->
                    type
                            + "Content-Transfer-Encoding: quoted-printable\n\n"
                            + new String(QuotedPrintable.encode(content, "\n"), ISO_8859_1);
            default ->
                    type
                            + "\n"
                            + new String(content, ISO_8859_1)
                                    .replaceAll("[^ -~\u00a0-\u00ff]", "\n");
        };
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
