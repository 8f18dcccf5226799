package io.relaystream.platform.config;

import io.relaystream.core.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads a configuration record from the environment. Accessors note a problem and go on with a
/// stand-in, so that [#load] can report all problems in one message.
public final class Env {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Set<String> ON = Set.of("true", "on", "yes", "1");
    private static final Set<String> OFF = Set.of("false", "off", "no", "0");
    private static final String UNREADABLE = "";
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private Env(Map<String, String> variables) {
        this.variables = variables;
    }

    /// @param variables the environment
    /// @param read builds the record; its constructor may throw IllegalArgumentException to refuse
    ///   a combination of values
    /// @throws ConfigException naming every missing, malformed and unknown variable
    public static <C> C load(Map<String, String> variables, Function<Env, C> read) {
        Env env = new Env(variables);
        try {
            C config = read.apply(env);
            env.reportUnknown();
            if (env.problems.isEmpty()) {
                return config;
            }
        } catch (IllegalArgumentException e) {
            if (env.problems.isEmpty()) { // otherwise it may be a stand-in that was refused
                env.problems.add(String.valueOf(e.getMessage()));
            }
            env.reportUnknown();
        }
        throw new ConfigException(env.problems);
    }

    public Optional<String> optional(Setting setting) {
        return Optional.ofNullable(variables.get(setting.variable()))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    public String text(Setting setting, String fallback) {
        return optional(setting).orElse(fallback);
    }

    public String text(Setting setting) {
        return optional(setting)
                .orElseGet(() -> problem(setting.variable() + " is required", UNREADABLE));
    }

    /// Values separated by commas; at least one.
    ///
    /// @param parse throws IllegalArgumentException with a message that says what must hold
    public <T> List<T> list(Setting setting, Function<String, T> parse) {
        return parsed(
                setting,
                text -> {
                    List<T> values =
                            Arrays.stream(text.split(",", -1))
                                    .map(String::strip)
                                    .filter(value -> !value.isEmpty())
                                    .map(parse)
                                    .toList();
                    if (values.isEmpty()) {
                        throw new IllegalArgumentException(
                                "%s must name at least one value, got '%s'"
                                        .formatted(setting.variable(), text));
                    }
                    return values;
                },
                List.of());
    }

    /// A required value of a type of its own.
    ///
    /// @param parse throws IllegalArgumentException with a message that says what must hold
    /// @param standIn lets the other settings be read, too, when this one is a problem
    public <T> T parsed(Setting setting, Function<String, T> parse, T standIn) {
        return optional(setting)
                .map(text -> parse(setting, text, parse, standIn))
                .orElseGet(() -> problem(setting.variable() + " is required", standIn));
    }

    /// An optional value of a type of its own.
    public <T> T parsedOr(Setting setting, Function<String, T> parse, T fallback) {
        return optional(setting)
                .map(text -> parse(setting, text, parse, fallback))
                .orElse(fallback);
    }

    private <T> T parse(Setting setting, String text, Function<String, T> parse, T standIn) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            return problem(
                    message.startsWith(setting.variable())
                            ? message
                            : setting.variable() + ": " + message,
                    standIn);
        }
    }

    public Secret secret(Setting setting) {
        return new Secret(text(setting));
    }

    public Secret secret(Setting setting, String fallback) {
        return new Secret(text(setting, fallback));
    }

    public Optional<Secret> optionalSecret(Setting setting) {
        return optional(setting).map(Secret::new);
    }

    /// Whether something is done; off unless it is set.
    public boolean flag(Setting setting) {
        Optional<String> text = optional(setting).map(value -> value.toLowerCase(Locale.ROOT));
        if (text.isEmpty() || OFF.contains(text.get())) {
            return false;
        }
        return ON.contains(text.get())
                || problem(
                        "%s must be true or false, got '%s'"
                                .formatted(setting.variable(), text.get()),
                        false);
    }

    /// A TCP port; 0 picks a free one.
    public int port(Setting setting, int fallback) {
        return (int) number(setting, fallback, 0, 65_535);
    }

    public int integer(Setting setting, int fallback, int min, int max) {
        return (int) number(setting, fallback, min, max);
    }

    public long number(Setting setting, long fallback, long min, long max) {
        Optional<String> text = optional(setting);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        return problem(
                "%s must be a whole number from %d to %d, got '%s'"
                        .formatted(setting.variable(), min, max, text.get()),
                fallback);
    }

    public Duration duration(Setting setting, Duration fallback, Duration min) {
        Optional<String> text = optional(setting);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            Duration value = Duration.parse(text.get());
            return value.compareTo(min) >= 0 && value.compareTo(LONGEST) <= 0
                    ? value
                    : problem(
                            "%s must be from %s to %s, got %s"
                                    .formatted(setting.variable(), min, LONGEST, value),
                            fallback);
        } catch (DateTimeParseException e) {
            return problem(
                    "%s must be an ISO-8601 duration such as PT30S, got '%s'"
                            .formatted(setting.variable(), text.get()),
                    fallback);
        }
    }

    public <E extends Enum<E> & Code> E choice(Setting setting, Class<E> type, E fallback) {
        Optional<String> text = optional(setting);
        if (text.isEmpty()) {
            return fallback;
        }
        return Code.find(type, text.get())
                .orElseGet(
                        () ->
                                problem(
                                        "%s must be one of %s, got '%s'"
                                                .formatted(
                                                        setting.variable(),
                                                        Code.list(type),
                                                        text.get()),
                                        fallback));
    }

    public Optional<URI> optionalUri(Setting setting) {
        return optional(setting).flatMap(text -> uri(setting, text));
    }

    private Optional<URI> uri(Setting setting, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // reported below, like a URI without a host
        }
        problems.add(
                "%s must be a URL such as http://127.0.0.1:9000, got '%s'"
                        .formatted(setting.variable(), text));
        return Optional.empty();
    }

    private <T> T problem(String message, T standIn) {
        problems.add(message);
        return standIn;
    }

    private void reportUnknown() {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::variable).toList();
        variables.keySet().stream()
                .filter(Setting::claims)
                .filter(variable -> !known.contains(variable))
                .sorted()
                .map(variable -> unknown(variable, known))
                .forEach(problems::add);
    }

    private static String unknown(String variable, List<String> known) {
        String nearest =
                known.stream()
                        .min(Comparator.comparingInt(name -> distance(name, variable)))
                        .orElseThrow();
        String hint = distance(nearest, variable) <= 3 ? "; did you mean " + nearest + "?" : "";
        return variable + " is set but nothing reads it" + hint;
    }

    /// Levenshtein distance: insertions, deletions and replacements between two names.
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
