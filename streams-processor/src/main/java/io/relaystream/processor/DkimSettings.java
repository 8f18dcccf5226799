package io.relaystream.processor;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Setting;
import io.relaystream.processor.dkim.DkimKey;
import io.relaystream.processor.dkim.DkimSigner;
import io.relaystream.processor.edge.file.PrivateFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads whether and how mail is signed by DKIM: with a key, a selector is needed; without one, the
/// other two mean nothing.
final class DkimSettings {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SELECTOR = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private DkimSettings() {}

    static Optional<DkimSigner> read(Env env, String aliasDomain) {
        if (env.optional(Setting.DKIM_KEY_FILE).isEmpty()) {
            refuse(env, Setting.DKIM_SELECTOR);
            refuse(env, Setting.DKIM_DOMAIN);
            return Optional.empty();
        }
        Optional<DkimKey> key =
                env.parsedOr(
                        Setting.DKIM_KEY_FILE,
                        file -> Optional.of(DkimKey.parse(PrivateFile.read(Path.of(file)))),
                        Optional.empty());
        String selector = env.parsed(Setting.DKIM_SELECTOR, DkimSettings::selector, "");
        String domain =
                env.parsedOr(Setting.DKIM_DOMAIN, text -> domain(text, aliasDomain), aliasDomain);
        return key.map(found -> new DkimSigner(found, selector, domain));
    }

    private static void refuse(Env env, Setting setting) {
        env.parsedOr(
                setting,
                _ -> {
                    throw new IllegalArgumentException(
                            "%s must be set together with %s, got only one of them"
                                    .formatted(
                                            setting.variable(), Setting.DKIM_KEY_FILE.variable()));
                },
                "");
    }

    private static String selector(String text) {
        String selector = text.toLowerCase(Locale.ROOT);
        if (!SELECTOR.matcher(selector).matches()) {
            throw new IllegalArgumentException(
                    "%s must consist of letters, digits, hyphens and dots, got '%s'"
                            .formatted(Setting.DKIM_SELECTOR.variable(), text));
        }
        return selector;
    }

    /// DMARC accepts a signature by the domain in `From` or one above it, not below.
    private static String domain(String text, String aliasDomain) {
        String domain = EmailAddress.host(text);
        if (!aliasDomain.equals(domain) && !aliasDomain.endsWith("." + domain)) {
            throw new IllegalArgumentException(
                    "%s must be %s or a domain above it, got '%s'"
                            .formatted(Setting.DKIM_DOMAIN.variable(), aliasDomain, text));
        }
        return domain;
    }
}
