package io.relaystream.core.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Mails;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplaintEffectTest {

    @ParameterizedTest
    @CsvSource({
        "abuse,        ,                         COUNTS",
        "fraud,        ,                         COUNTS",
        ",             ,                         COUNTS",
        "not-spam,     ,                         NONE",
        "abuse,        OnAccountSuppressionList, NONE"
    })
    void tellsWhetherTheOwnerComplained(
            @Nullable String type, @Nullable String subType, ComplaintEffect effect) {
        Feedback complaint =
                new Feedback(
                        FeedbackKind.COMPLAINT,
                        "provider-1",
                        null,
                        null,
                        null,
                        null,
                        type,
                        subType,
                        null,
                        null,
                        Mails.RECEIVED);

        assertThat(ComplaintEffect.of(complaint)).isEqualTo(effect);
    }
}
