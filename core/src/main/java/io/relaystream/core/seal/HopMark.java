package io.relaystream.core.seal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header field that every mail of ours carries, so that it is known when it comes back: the
/// delivery id and our seal on it. A stranger can copy it, which only drops the stranger's own
/// mail, but cannot make one.
public final class HopMark {
    /// The field's name.
    public static final String FIELD = "X-Relaystream-Hop";

    private static final int SEAL_BYTES = 16;
    private static final Pattern VALUE = Pattern.compile("([0-9a-f]{32}) ([0-9a-f]{32})");
    private final Seal seal;

    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    public HopMark(String secret) {
        this.seal = new Seal(secret, "hop", SEAL_BYTES);
    }

    /// The field's value.
    ///
    /// @param deliveryId 32 hexadecimal digits
    public String of(String deliveryId) {
        return deliveryId + " " + HexFormat.of().formatHex(seal.of(bytes(deliveryId)));
    }

    /// Whether a field's value is one that we wrote.
    public boolean isOurs(String value) {
        Matcher parts = VALUE.matcher(value.strip().toLowerCase(Locale.ROOT));
        return parts.matches()
                && seal.matches(bytes(parts.group(1)), HexFormat.of().parseHex(parts.group(2)));
    }

    private static byte[] bytes(String deliveryId) {
        return deliveryId.getBytes(StandardCharsets.US_ASCII);
    }
}
