package io.relaystream.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MozLogEncoderTest {

    @Test
    void writesTheMessageAndTheKeyValuePairs() throws Exception {
        JsonNode json =
                encoded(
                        log ->
                                log.atInfo()
                                        .addKeyValue(LogKey.TOPIC.key(), "mail.inbound")
                                        .addKeyValue(LogKey.COUNT.key(), 3)
                                        .addKeyValue(LogKey.STATE.key(), Level.INFO)
                                        .addKeyValue(LogKey.REASON.key(), (Object) null)
                                        .log("Topic created"));

        assertThat(json.get("Type").textValue()).isEqualTo("io.relaystream.Example");
        assertThat(json.get("Fields").toString())
                .isEqualTo(
                        """
                        {"msg":"Topic created","topic":"mail.inbound","count":3,"state":"INFO",\
                        "reason":"null"}""");
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
    void mapsLevelsToTheSeveritiesOfSyslog(String level, int severity) throws Exception {
        JsonNode json = encoded(log -> log.atLevel(slf4j(level)).log("Something"));

        assertThat(json.get("Severity").intValue()).isEqualTo(severity);
    }

    @Test
    void writesTheExceptionWithItsCause() throws Exception {
        Exception cause = new IllegalStateException("broker away");

        JsonNode json =
                encoded(log -> log.atError().setCause(new RuntimeException(cause)).log("Failed"));

        assertThat(json.get("Fields").get("exception").textValue())
                .contains("RuntimeException", "Caused by: ", "broker away", "MozLogEncoderTest");
    }

    @Test
    void writesEachEventAsOneLine() {
        byte[] bytes = bytes(log -> log.atInfo().log("two\nlines"));

        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(new MozLogEncoder().headerBytes()).isEmpty();
        assertThat(new MozLogEncoder().footerBytes()).isEmpty();
    }

    private static JsonNode encoded(Consumer<org.slf4j.Logger> log) throws Exception {
        return new JsonMapper().readTree(bytes(log));
    }

    private static byte[] bytes(Consumer<org.slf4j.Logger> log) {
        LoggerContext context = new LoggerContext();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.setContext(context);
        appender.start();
        Logger logger = context.getLogger("io.relaystream.Example");
        logger.setLevel(Level.TRACE);
        logger.addAppender(appender);
        log.accept(logger);
        assertThat(appender.list).hasSize(1);
        return new MozLogEncoder().encode(appender.list.getFirst());
    }

    private static org.slf4j.event.Level slf4j(String level) {
        return org.slf4j.event.Level.valueOf(level);
    }
}
