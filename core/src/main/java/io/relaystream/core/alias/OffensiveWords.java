package io.relaystream.core.alias;

import java.util.List;
import java.util.Set;

/// Words that no alias of ours may be made of, as people at the other end read it as our language.
/// A short word must be the whole name or stand between dots or hyphens, since many names hold it
/// by chance (`scunthorpe`); a long one must not be in the name at all.
final class OffensiveWords {
    private static final Set<String> SHORT =
            Set.of(
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
        for (String part : name.split("[.-]", -1)) {
            if (SHORT.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
