/// What operators see of the whole: accounts, mails under way, dead letters, figures.
@NullMarked
package io.relaystream.api.operations;

import org.jspecify.annotations.NullMarked;
