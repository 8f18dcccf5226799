package io.relaystream.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.core.address.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {

    @Test
    void itemsAreRead() {
        assertThat(
                        JsonFile.read(
                                """
                                {"items":[
                                {"id":"7","address":"a@b.example","label":"x","note":null,"stats":{"forwarded":1}},
                                {"address":"a"},
                                7]}
                                """))
                .containsExactly(
                        new Row.Wanted(
                                1,
                                new EmailAddress("a@b.example"),
                                AliasSettings.initial(
                                        new Remarks(new Label("x"), Note.NONE, UsedOn.NONE))),
                        new Row.Unusable(
                                2, SkipReason.INVALID_ROW, "address must look like local@domain"),
                        new Row.Unusable(3, SkipReason.INVALID_ROW, "address is required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"items\":7}"})
    void whatIsNoListIsRefused(String text) {
        assertThatThrownBy(() -> JsonFile.read(text))
                .hasMessage("must be a JSON object with a list named items");
    }
}
