package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void hasTheMembersOfRfc9457AndAStableCode() {
        Problem problem = new Problem(ProblemCode.EMAIL_TAKEN, "Choose another", List.of());

        assertThat(problem.body())
                .isEqualTo(
                        Map.of(
                                "type",
                                "urn:relaystream:problem:email_taken",
                                "title",
                                "Another account has this e-mail address",
                                "status",
                                409,
                                "detail",
                                "Choose another",
                                "code",
                                "email_taken"));
    }

    @Test
    void namesEachFieldAtFault() {
        Problem problem =
                Problem.invalid(
                        List.of(
                                new FieldError("plan", "is required"),
                                new FieldError("emial", "is not known here")));

        assertThat(problem.detail()).isEqualTo("plan is required; emial is not known here");
        assertThat(problem.body()).containsEntry("errors", problem.errors());
    }
}
