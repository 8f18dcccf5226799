package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.relaystream.processor.mime.SecondParser.Part;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// Looks for `owner@home.example` in a reply as those see it who have no part in making it: with
/// other parsers, decoded, in mails that are attached, too.
final class Leak {
    private static final String OWNER = "owner@home.example";

    private Leak() {}

    /// @return where it was found
    static List<String> in(byte[] mail) {
        List<String> found = new ArrayList<>();
        look("raw", new String(mail, ISO_8859_1), found);
        header(mail, found);
        for (Part part : SecondParser.parts(mail)) {
            byte[] content = new byte[part.content().remaining()];
            part.content().duplicate().get(content);
            if (part.type().startsWith("message/rfc822")) {
                found.addAll(in(content));
            } else if (part.type().matches("(text|message)/.*|application/(ics|xhtml.*)")) {
                for (Charset charset : List.of(ISO_8859_1, UTF_16BE, UTF_16LE)) {
                    look(part.path() + " " + part.type(), new String(content, charset), found);
                }
            }
        }
        return found;
    }

    private static void header(byte[] mail, List<String> found) {
        try {
            MimeMessage read =
                    new MimeMessage(
                            Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
            for (String line : Collections.list(read.getAllHeaderLines())) {
                look("header", MimeUtility.decodeText(MimeUtility.unfold(line)), found);
            }
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("a header must be readable for a second parser", e);
        }
    }

    private static void look(String where, String text, List<String> found) {
        String plain =
                text.replaceAll("\r?\n[ \t]", "")
                        .replaceAll("(?i)%40|&#64;|&#x40;|&commat;", "@")
                        .toLowerCase(Locale.ROOT);
        int at = plain.indexOf(OWNER);
        while (at >= 0) {
            if (at == 0 || !Character.toString(plain.charAt(at - 1)).matches("[a-z0-9-]")) {
                found.add(where);
                return;
            }
            at = plain.indexOf(OWNER, at + 1);
        }
    }
}
