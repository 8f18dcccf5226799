package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedSendersTest {

    @ParameterizedTest
    @CsvSource({
        "Ann@Shop.Example.,      ann@shop.example",
        "<ann@shop.example>,     ann@shop.example",
        "ann+news@shop.example,  ann+news@shop.example",
        "ann@bücher.example,     ann@xn--bcher-kva.example",
        "Shop.Example,           shop.example",
        "@shop.example,          shop.example",
        "' @SHOP.example ',      shop.example",
        "bücher.example,         xn--bcher-kva.example"
    })
    void areInCanonicalForm(String text, String expected) {
        assertThat(BlockedSenders.parse(List.of(text), 1).values()).containsExactly(expected);
    }

    @Test
    void areNamedOnceInTheOrderGiven() {
        assertThat(
                        BlockedSenders.parse(List.of("b.example", "a.example", "@B.example"), 2)
                                .values())
                .containsExactly("b.example", "a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "@@shop.example",
                "ann@",
                "shop example",
                "a@b@shop.example",
                "*.example"
            })
    void refuseWhatIsNeitherAddressNorHost(String text) {
        assertThatThrownBy(() -> BlockedSenders.parse(List.of(text), 1))
                .hasMessage(
                        "must hold only addresses such as ann@shop.example and hosts such as shop.example");
    }

    @Test
    void areBounded() {
        List<String> hosts = IntStream.rangeClosed(1, 3).mapToObj(i -> i + ".example").toList();

        assertThat(BlockedSenders.parse(hosts, 3).values()).hasSize(3);
        assertThatThrownBy(() -> BlockedSenders.parse(hosts, 2))
                .hasMessage("must have at most 2 entries, got 3");
    }

    @Test
    void showNobody() {
        assertThat(BlockedSenders.parse(List.of("canary.example"), 1)).hasToString("1 senders");
    }
}
