package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule and the table of its cases, which each test has in its method `cases`.
abstract class RuleTable {
    private final Rule rule;

    RuleTable(Rule rule) {
        this.rule = rule;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answers(String name, Facts facts, Optional<Objection> expected) {
        assertThat(rule.objection(facts)).isEqualTo(expected);
    }

    static Arguments objects(String name, Facts facts, Objection objection) {
        return arguments("objects: " + name, facts, Optional.of(objection));
    }

    static Arguments silent(String name, Facts facts) {
        return arguments("is silent: " + name, facts, Optional.empty());
    }
}
