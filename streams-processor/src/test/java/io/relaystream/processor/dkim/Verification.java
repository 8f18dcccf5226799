package io.relaystream.processor.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Checks signatures by RFC 6376 section 6, relaxed/relaxed and `rsa-sha256` only. Shares nothing
/// with the signer: it takes the mail apart as a text, and knows the key by its DNS record.
public final class Verification {
    private final List<String> fields;
    private final String body;
    private final Map<String, String> tags;
    private final String signatureField;

    /// @param mail as it went over the wire, each byte as one character; the first `rsa-sha256`
    ///   signature counts
    public Verification(String mail) {
        int blank = mail.indexOf("\r\n\r\n");
        fields = List.of(mail.substring(0, blank).split("\r\n(?=[^ \t])", -1));
        body = mail.substring(blank + 4);
        signatureField =
                fields.stream()
                        .filter(field -> key(field).equals("dkim-signature"))
                        .filter(field -> field.contains("a=rsa-sha256"))
                        .findFirst()
                        .orElseThrow();
        tags = tags(signatureField.substring(signatureField.indexOf(':') + 1));
    }

    public String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    /// @param record TXT record of the selector
    public boolean holds(String record) {
        return bodyHolds() && headerHolds(record);
    }

    boolean bodyHolds() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(relaxedBody(body)));
            return Base64.getEncoder().encodeToString(hash).equals(tag("bh"));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private boolean headerHolds(String record) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(publicKey(tags(record).getOrDefault("p", "")));
            signature.update(bytes(signedText()));
            return signature.verify(Base64.getDecoder().decode(tag("b")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String signedText() {
        List<String> left = new ArrayList<>(fields);
        StringBuilder text = new StringBuilder();
        for (String name : tag("h").toLowerCase(Locale.ROOT).split(":", -1)) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (key(left.get(at)).equals(name)) {
                    text.append(relaxed(left.remove(at))).append("\r\n");
                    break;
                }
            }
        }
        return text.append(relaxed(signatureField.replaceFirst("(;\\s*b=)[^;]*", "$1"))).toString();
    }

    static String relaxedBody(String body) {
        List<String> lines = new ArrayList<>();
        for (String line : body.split("\r\n", -1)) {
            lines.add(line.replaceAll("[ \t]+", " ").replaceAll(" $", ""));
        }
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    }

    static String relaxed(String field) {
        String value = field.substring(field.indexOf(':') + 1).replace("\r\n", "");
        return key(field)
                + ":"
                + value.replaceAll("[ \t]+", " ").replaceAll("^ ", "").replaceAll(" $", "");
    }

    private static String key(String field) {
        return field.substring(0, Math.max(0, field.indexOf(':')))
                .stripTrailing()
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> tags(String list) {
        Map<String, String> tags = new HashMap<>();
        Arrays.stream(list.replaceAll("[ \t\r\n]", "").split(";", -1))
                .map(tag -> tag.split("=", 2))
                .filter(tag -> tag.length == 2)
                .forEach(tag -> tags.put(tag[0], tag[1]));
        return tags;
    }

    private static PublicKey publicKey(String base64) throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(base64);
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
