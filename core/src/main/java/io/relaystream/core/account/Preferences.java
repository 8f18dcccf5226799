package io.relaystream.core.account;

import org.jspecify.annotations.Nullable;

/// How a mail to an owner is to look.
///
/// @param banner it says through which alias it came
/// @param removeTrackers known trackers are taken out of it
/// @param locale the owner's language (BCP 47)
/// @param pgpKey the OpenPGP public key that it is encrypted to, in ASCII armor; null if it is not
public record Preferences(
        boolean banner, boolean removeTrackers, String locale, @Nullable String pgpKey) {

    /// Of mail that is none of the owner's.
    public static final Preferences NONE = new Preferences(false, false, "en", null);

    /// Without the key, which names the owner.
    @Override
    public String toString() {
        return "Preferences[banner=%s, removeTrackers=%s, %s, encrypted=%s]"
                .formatted(banner, removeTrackers, locale, pgpKey != null);
    }
}
