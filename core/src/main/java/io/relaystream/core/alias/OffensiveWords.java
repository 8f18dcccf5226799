package io.relaystream.core.alias;

import java.util.List;

/// Words that no alias of ours may be made of, as people at the other end read it as our language.
/// A short word must be the whole name or stand between dots or hyphens, since many names hold it
/// by chance (`scunthorpe`); a long one must not be in the name at all.
final class OffensiveWords {
    private static final List<String> SHORT =
            List.of(
                    "anal", "anus", "arse", "ass", "cock", "coon", "cum", "cunt", "dick", "dyke",
                    "fag", "fick", "fuck", "gook", "homo", "kike", "nazi", "neger", "nigga", "paki",
                    "piss", "porn", "pute", "rape", "sex", "shit", "slut", "spic", "tits", "twat",
                    "wank");

    private static final List<String> LONG =
            List.of(
                    "arschloch",
                    "asshole",
                    "bastard",
                    "bitch",
                    "blowjob",
                    "bollocks",
                    "bullshit",
                    "connard",
                    "encule",
                    "faggot",
                    "fotze",
                    "fucker",
                    "fucking",
                    "goddamn",
                    "hurensohn",
                    "kanake",
                    "masturbat",
                    "motherfuck",
                    "neger",
                    "nigger",
                    "penis",
                    "pornhub",
                    "pussy",
                    "retard",
                    "salope",
                    "schlampe",
                    "shithead",
                    "tranny",
                    "vagina",
                    "wanker",
                    "whore",
                    "wichser");

    private OffensiveWords() {}

    /// @param name in lower case
    static boolean areIn(String name) {
        for (String word : LONG) {
            if (name.contains(word)) {
                return true;
            }
        }
        for (String word : SHORT) {
            if (isPartOf(name, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOf(String name, String word) {
        for (int at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
            if (isBoundary(name, at - 1) && isBoundary(name, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(String name, int at) {
        return at < 0 || at == name.length() || name.charAt(at) == '.' || name.charAt(at) == '-';
    }
}
