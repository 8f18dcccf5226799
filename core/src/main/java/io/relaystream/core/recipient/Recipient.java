package io.relaystream.core.recipient;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.LocalPart;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.reply.ReplyContext;
import java.util.Optional;

/// Who an envelope recipient is, after the tables were asked.
public sealed interface Recipient {

    /// An alias.
    record Issued(Alias alias) implements Recipient {}

    /// A name without an alias in a domain of an account, where a mail may make it one.
    ///
    /// @param address without a tag
    /// @param name empty if it cannot be the name of an alias
    /// @param aliasId the id that the alias gets if it is made: always the same for an address
    record Unmade(EmailAddress address, Optional<LocalPart> name, String aliasId, Domain domain)
            implements Recipient {

        public Unmade(EmailAddress address, String aliasId, Domain domain) {
            this(address, LocalPart.parse(address.local()), aliasId, domain);
        }
    }

    /// Our own address, asked by a mail server to tell what became of a mail of an account.
    record BounceAddress(String accountId) implements Recipient {}

    /// What looks like an address of ours for answers; whom it leads to is known where its
    /// account's contexts are.
    record Reverse(String accountId) implements Recipient {}

    /// A correspondent of an alias, whom the owner writes to by a reverse address.
    record Correspondent(String accountId, ReplyContext context) implements Recipient {}

    /// Whether it is, or was taken for, a reverse address.
    default boolean reverse() {
        return this instanceof Reverse
                || this instanceof Correspondent
                || this == Nobody.UNKNOWN_CORRESPONDENT;
    }

    /// What the sender or the owner put behind a `+`. In an address that we send from stands a
    /// token there, which is nobody's remark.
    ///
    /// @param address the envelope recipient
    default Optional<String> tag(EmailAddress address) {
        boolean sentFrom = this instanceof BounceAddress || this == Nobody.FORGED_BOUNCE_ADDRESS;
        return sentFrom ? Optional.empty() : address.tag();
    }

    /// Nobody.
    enum Nobody implements Recipient {
        /// No host of ours, nor one of an account.
        FOREIGN,
        /// A host below our alias domain that was issued to nobody.
        UNKNOWN_SUBDOMAIN,
        /// No such alias.
        UNKNOWN,
        /// No such alias, but the tables never became fresh enough to be sure.
        UNKNOWABLE,
        /// The alias was deleted by its owner.
        DELETED,
        /// A host of reverse addresses, which leads to nobody.
        UNKNOWN_CORRESPONDENT,
        /// It looks like an address that we send from, but we have not issued it, or too long ago.
        FORGED_BOUNCE_ADDRESS
    }
}
