package io.relaystream.api.domain;

import io.relaystream.api.domain.DomainCheck.Kind;
import io.relaystream.api.domain.NameServer.Lookup;
import io.relaystream.api.domain.NameServer.Question;
import io.relaystream.api.domain.NameServer.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Judges what DNS says of one domain.
///
/// @param host of the domain
/// @param proof nobody but the owner knows it, so where it stands, the owner put it
record DomainChecks(String host, String proof, MailSetup setup) {
    private static final String PROOF = "relaystream-verification=";
    private static final Pattern SPF = Pattern.compile("(?i)v=spf1(\\s.*)?");
    private static final Pattern DMARC =
            Pattern.compile(
                    "(?i)v\\s*=\\s*DMARC1\\s*;.*\\bp\\s*=\\s*(none|quarantine|reject)\\b.*");
    private static final Pattern DKIM = Pattern.compile("(?s).*\\bp\\s*=\\s*[A-Za-z0-9+/].*");

    Set<Question> questions() {
        Set<Question> questions = new LinkedHashSet<>();
        questions.add(texts());
        questions.add(mx());
        questions.add(dmarc());
        setup.dkimKey()
                .ifPresent(
                        key -> {
                            questions.add(new Question(RecordType.CNAME, key.nameIn(host)));
                            questions.add(new Question(RecordType.TXT, key.nameIn(host)));
                        });
        return questions;
    }

    /// What is to be done in a domain of which nothing is known.
    List<DomainCheck> unasked() {
        return of(Map.of());
    }

    /// Whether the owner has shown that the domain is theirs.
    static boolean proven(List<DomainCheck> checks) {
        return checks.stream().anyMatch(check -> check.record() == Kind.TXT && check.ok());
    }

    /// @param answers to [#questions]; one that is absent found nothing
    List<DomainCheck> of(Map<Question, Lookup> answers) {
        List<DomainCheck> checks = new ArrayList<>();
        checks.add(
                check(
                        Kind.TXT,
                        texts(),
                        PROOF + proof,
                        answers,
                        value -> value.startsWith(PROOF),
                        this::missingProof));
        checks.add(
                check(Kind.MX, mx(), "10 " + setup.mxHost(), answers, _ -> true, this::missingMx));
        checks.add(
                check(
                        Kind.SPF,
                        texts(),
                        "v=spf1 include:%s ~all".formatted(setup.spfInclude()),
                        answers,
                        value -> SPF.matcher(value).matches(),
                        this::missingSpf));
        setup.dkimKey().ifPresent(key -> checks.add(dkim(key, answers)));
        checks.add(
                check(
                        Kind.DMARC,
                        dmarc(),
                        "v=DMARC1; p=quarantine",
                        answers,
                        value -> value.toUpperCase(Locale.ROOT).startsWith("V=DMARC1"),
                        DomainChecks::missingDmarc));
        return checks;
    }

    private Question texts() {
        return new Question(RecordType.TXT, host);
    }

    private Question mx() {
        return new Question(RecordType.MX, host);
    }

    private Question dmarc() {
        return new Question(RecordType.TXT, "_dmarc." + host);
    }

    private static DomainCheck check(
            Kind kind,
            Question question,
            String expected,
            Map<Question, Lookup> answers,
            Predicate<String> ofThisKind,
            Function<List<String>, Optional<String>> missing) {
        return switch (answer(question, answers)) {
            case Lookup.Found(var values) -> {
                List<String> found = values.stream().filter(ofThisKind).toList();
                yield check(kind, question.name(), expected, found, missing.apply(found));
            }
            case Lookup.Unanswered _ -> unanswered(kind, question.name(), expected);
        };
    }

    private static DomainCheck check(
            Kind kind, String name, String expected, List<String> found, Optional<String> missing) {
        return new DomainCheck(
                kind, name, expected, found, missing.isEmpty(), missing.orElse(null));
    }

    private static DomainCheck unanswered(Kind kind, String name, String expected) {
        return check(
                kind,
                name,
                expected,
                List.of(),
                Optional.of("The name servers of the domain did not answer: try again later"));
    }

    private static Lookup answer(Question question, Map<Question, Lookup> answers) {
        return answers.getOrDefault(question, new Lookup.Found(List.of()));
    }

    private Optional<String> missingProof(List<String> found) {
        if (found.contains(PROOF + proof)) {
            return Optional.empty();
        }
        return Optional.of(
                found.isEmpty()
                        ? "Add a TXT record with exactly this text"
                        : "The text is that of another account or domain: add a TXT record with exactly this text");
    }

    private Optional<String> missingMx(List<String> found) {
        if (found.isEmpty()) {
            return Optional.of("Add an MX record, so that mail comes to us");
        }
        if (found.stream().noneMatch(this::isOurs)) {
            return Optional.of("Mail goes elsewhere: add our MX record and remove the others");
        }
        int best = found.stream().mapToInt(DomainChecks::preference).min().orElseThrow();
        return found.stream().filter(mx -> preference(mx) == best).allMatch(this::isOurs)
                ? Optional.empty()
                : Optional.of(
                        "Mail goes elsewhere first: our MX record must have the lowest number");
    }

    private boolean isOurs(String mx) {
        return mx.substring(mx.indexOf(' ') + 1).equalsIgnoreCase(setup.mxHost());
    }

    private static int preference(String mx) {
        return Integer.parseInt(mx.substring(0, mx.indexOf(' ')));
    }

    private Optional<String> missingSpf(List<String> found) {
        if (found.isEmpty()) {
            return Optional.of(
                    "Add a TXT record, so that others believe mail that we send for you");
        }
        if (found.size() > 1) {
            return Optional.of(
                    "There must be one SPF record only: make one of the %d"
                            .formatted(found.size()));
        }
        boolean included =
                Arrays.stream(found.getFirst().split("\\s+"))
                        .anyMatch(
                                term ->
                                        term.equalsIgnoreCase("include:" + setup.spfInclude())
                                                || term.equalsIgnoreCase(
                                                        "redirect=" + setup.spfInclude()));
        return included
                ? Optional.empty()
                : Optional.of(
                        "Add include:%s to the record, before the all"
                                .formatted(setup.spfInclude()));
    }

    /// The name may lead to our key, or have it.
    private DomainCheck dkim(MailSetup.DkimKey key, Map<Question, Lookup> answers) {
        String name = key.nameIn(host);
        String expected = key.nameIn(key.domain());
        Lookup alias = answer(new Question(RecordType.CNAME, name), answers);
        Lookup text = answer(new Question(RecordType.TXT, name), answers);
        if (!(alias instanceof Lookup.Found(var names))
                || !(text instanceof Lookup.Found(var keys))) {
            return unanswered(Kind.DKIM, name, expected);
        }
        boolean ok =
                names.stream().anyMatch(expected::equalsIgnoreCase)
                        || (names.isEmpty()
                                && keys.stream().anyMatch(value -> DKIM.matcher(value).matches()));
        return check(
                Kind.DKIM,
                name,
                expected,
                names.isEmpty() ? keys : names,
                ok
                        ? Optional.empty()
                        : Optional.of("Add a CNAME record, so that our signatures are yours"));
    }

    private static Optional<String> missingDmarc(List<String> found) {
        if (found.isEmpty()) {
            return Optional.of("Add a TXT record, so that nobody else can write as you");
        }
        if (found.size() > 1) {
            return Optional.of("There must be one DMARC record only: remove the others");
        }
        return DMARC.matcher(found.getFirst()).matches()
                ? Optional.empty()
                : Optional.of("The record must say p=none, p=quarantine or p=reject");
    }
}
