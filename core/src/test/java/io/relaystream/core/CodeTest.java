package io.relaystream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.account.Plan;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeTest {

    @Test
    void isTheNameInSnakeCase() {
        assertThat(DropReason.UNKNOWN_ALIAS.code()).isEqualTo("unknown_alias");
    }

    @Test
    void constantIsFoundByItsCode() {
        assertThat(Code.find(Plan.class, "premium")).contains(Plan.PREMIUM);
        assertThat(Code.find(Plan.class, "PREMIUM")).isEmpty();
        assertThat(Code.find(Plan.class, null)).isEmpty();
        assertThat(Code.list(Plan.class)).isEqualTo("free, premium");
    }

    /// Both kinds stand in the field `reason` of canonical records.
    @Test
    void reasonsOfDropsAndDeliveriesAreDifferent() {
        List<String> reasons =
                Stream.<Code>concat(
                                Stream.of(DropReason.values()), Stream.of(DeliveryCode.values()))
                        .map(Code::code)
                        .toList();

        assertThat(reasons).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z_]+"));
    }
}
