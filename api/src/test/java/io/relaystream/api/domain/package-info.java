/// What every domain store must do, one in memory that does, and the rules on top of it.
@NullMarked
package io.relaystream.api.domain;

import org.jspecify.annotations.NullMarked;
