package io.relaystream.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubdomainNameTest {

    @Test
    void isALabelInLowerCase() {
        assertThat(new SubdomainName(" Jane-2 ").value()).isEqualTo("jane-2");
        assertThat(new SubdomainName("j").value()).isEqualTo("j");
        assertThat(new SubdomainName("j".repeat(63)).value()).hasSize(63);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-jane",
                "jane-",
                "ja.ne",
                "ja_ne",
                "ja ne",
                "jane@home",
                "jäne",
                "ＪＡＮＥ",
                "ja\nne",
                "xn--jne-qla",
                "ja--ne",
                "*"
            })
    void refusesWhatIsNoLabel(String text) {
        assertThatThrownBy(() -> new SubdomainName(text))
                .hasMessage(
                        "must be 1 to 63 of a-z, 0-9 and hyphen, with a letter or digit at both ends and no two hyphens as third and fourth character");
    }

    @Test
    void refusesMoreThanALabelHolds() {
        assertThatThrownBy(() -> new SubdomainName("j".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replies", "mail", "www", "api", "MX", "postmaster", "mta-sts"})
    void hostThatPeopleAndProgramsLookForIsReserved(String name) {
        assertThat(new SubdomainName(name).reserved()).isTrue();
    }

    @Test
    void nameThatOnlyHoldsAReservedOneIsNot() {
        assertThat(new SubdomainName("mailbox").reserved()).isFalse();
    }

    @Test
    void offensiveNameIsKnown() {
        assertThat(new SubdomainName("pure-shit").offensive()).isTrue();
        assertThat(new SubdomainName("scunthorpe").offensive()).isFalse();
    }
}
