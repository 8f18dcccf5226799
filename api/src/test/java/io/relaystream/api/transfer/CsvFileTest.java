package io.relaystream.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.Expiry;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.stats.AliasStats;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    private static final Instant MADE = Instant.parse("2026-01-05T12:00:00.123456Z");

    @Test
    void whatWasExportedIsReadAsItWas() throws Exception {
        AliasSettings settings =
                new AliasSettings(
                        false,
                        Blocking.PROMOTIONS,
                        new Remarks(
                                new Label("a \"shop\", mine"),
                                new Note("two\nlines"),
                                new UsedOn("shop.example")),
                        new Expiry(Instant.parse("2027-01-01T00:00:00.123456Z")),
                        new BlockedSenders(List.of("spam.example", "ann@shop.example")),
                        false);

        assertThat(CsvFile.read(Source.RELAYSTREAM, export(settings)))
                .containsExactly(
                        new Row.Wanted(2, new EmailAddress("shop@relay.localhost"), settings));
    }

    @Test
    void exportHasALineOfHeadings() throws Exception {
        assertThat(export(AliasSettings.initial(Remarks.NONE)))
                .isEqualTo(
                        """
                        address,kind,enabled,blocking,label,note,usedOn,expiresAt,blockedSenders,banner,createdAt,forwarded,blocked,replied,lastUsedAt\r
                        shop@relay.localhost,named,true,none,,,,,,true,2026-01-05T12:00:00.123456Z,1,2,3,\r
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.example\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "'=1",
                "''+1",
                "'tis nothing",
                "a=b"
            })
    void spreadsheetTakesNothingForAFormulaAndNothingIsLost(String text) throws Exception {
        AliasSettings settings =
                AliasSettings.initial(
                        new Remarks(new Label(text), new Note(text), new UsedOn(text)));

        String csv = export(settings);

        assertThat(csv).doesNotContainPattern("[,\r\n]\"?[=+@-]");
        assertThat(CsvFile.read(Source.RELAYSTREAM, csv))
                .extracting(row -> ((Row.Wanted) row).settings())
                .containsExactly(settings);
    }

    @Test
    void onlyTheAddressIsNeeded() {
        assertThat(CsvFile.read(Source.RELAYSTREAM, "\ufeffAddress,colour\nA@b.example,red\n"))
                .containsExactly(
                        new Row.Wanted(
                                2,
                                new EmailAddress("a@b.example"),
                                AliasSettings.initial(Remarks.NONE)));
    }

    @Test
    void simpleLoginsExportIsRead() {
        assertThat(
                        CsvFile.read(
                                Source.SIMPLELOGIN,
                                """
                                alias,note,enabled,mailboxes
                                shop.abc@simplelogin.com,"my, shop",True,me@home.example
                                off@simplelogin.com,,False,me@home.example other@home.example
                                """))
                .containsExactly(
                        new Row.Wanted(
                                2,
                                new EmailAddress("shop.abc@simplelogin.com"),
                                noted("my, shop", true)),
                        new Row.Wanted(
                                3, new EmailAddress("off@simplelogin.com"), noted("", false)));
    }

    @Test
    void addysExportIsRead() {
        assertThat(
                        CsvFile.read(
                                Source.ADDY,
                                """
                                id,user_id,aliasable_id,aliasable_type,local_part,extension,domain,email,active,description,emails_forwarded,emails_blocked,emails_replied,emails_sent,created_at,updated_at,deleted_at
                                1,2,,,shop,,anonaddy.me,shop@anonaddy.me,1,my shop,5,,,,2024-01-01 10:00:00,2024-01-01 10:00:00,
                                2,2,,,off,,anonaddy.me,off@anonaddy.me,,,,,,,2024-01-01 10:00:00,2024-01-01 10:00:00,
                                3,2,,,gone,,anonaddy.me,gone@anonaddy.me,1,,,,,,2024-01-01 10:00:00,2024-01-01 10:00:00,2024-02-01 10:00:00
                                """))
                .containsExactly(
                        new Row.Wanted(
                                2, new EmailAddress("shop@anonaddy.me"), noted("my shop", true)),
                        new Row.Wanted(3, new EmailAddress("off@anonaddy.me"), noted("", false)),
                        new Row.Unusable(
                                4, SkipReason.DELETED, "It was deleted where it comes from"));
    }

    @Test
    void rowsAreJudgedOneByOneAndNamedByTheLineWhereTheyBegin() {
        List<Row> rows =
                CsvFile.read(
                        Source.RELAYSTREAM,
                        """
                        address,enabled,blocking,label,note,expiresAt,blockedSenders
                        ok@b.example,,,,"three

                        lines",,

                        ,,,,,,
                        no address,,,,,,
                        a@b.example,maybe,,,,,
                        a@b.example,,some,,,,
                        a@b.example,,,%s,,,
                        a@b.example,,,,,tomorrow,
                        a@b.example,,,,,,no host!
                        short
                        """
                                .formatted("x".repeat(101)));

        assertThat(rows.getFirst().line()).isEqualTo(2);
        assertThat(rows.subList(1, rows.size()))
                .containsExactly(
                        invalid(6, "address is required"),
                        invalid(7, "address must look like local@domain"),
                        invalid(8, "enabled must be true or false"),
                        invalid(9, "blocking must be one of none, promotions, all"),
                        invalid(10, "label must have at most 100 characters, got 101"),
                        invalid(11, "expiresAt must be an instant such as 2026-01-05T12:00:00Z"),
                        invalid(
                                12,
                                "blockedSenders must hold only addresses such as ann@shop.example and hosts such as shop.example"),
                        invalid(13, "address must look like local@domain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "alias,note\na@b.example,x\n", "{}"})
    void headingsAreNeeded(String text) {
        assertThatThrownBy(() -> CsvFile.read(Source.RELAYSTREAM, text))
                .hasMessage("must begin with a line of headings, one of them address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"address,note\na@b.example,\"open\n", "address,note\na@b.example,\"a\"b\n"})
    void whatIsNoCsvIsRefused(String text) {
        assertThatThrownBy(() -> CsvFile.read(Source.RELAYSTREAM, text))
                .hasMessage("must be CSV with every quote closed");
    }

    private static Row invalid(long line, String text) {
        return new Row.Unusable(line, SkipReason.INVALID_ROW, text);
    }

    private static AliasSettings noted(String note, boolean enabled) {
        AliasSettings initial =
                AliasSettings.initial(new Remarks(Label.NONE, new Note(note), UsedOn.NONE));
        return new AliasSettings(
                enabled,
                initial.blocking(),
                initial.remarks(),
                initial.expiry(),
                initial.blockedSenders(),
                initial.banner());
    }

    private static String export(AliasSettings settings) throws IOException {
        StringWriter out = new StringWriter();
        try (CSVPrinter csv = CsvFile.begin(out)) {
            CsvFile.add(
                    csv,
                    new OwnedAlias(
                            UUID.randomUUID(),
                            new EmailAddress("shop@relay.localhost"),
                            AliasKind.NAMED,
                            settings,
                            new AliasStats("account", "alias", 1, 2, 3, 4, 5, null),
                            MADE,
                            MADE));
        }
        return out.toString();
    }
}
