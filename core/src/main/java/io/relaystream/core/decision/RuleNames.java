package io.relaystream.core.decision;

import java.util.Locale;

/// The public names of rules, each made once.
final class RuleNames {
    private static final ClassValue<String> NAMES =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> rule) {
                    return rule.getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toLowerCase(Locale.ROOT);
                }
            };

    private RuleNames() {}

    static String of(Class<?> rule) {
        return NAMES.get(rule);
    }
}
