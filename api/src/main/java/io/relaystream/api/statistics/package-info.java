/// What has become of an owner's mail, over time.
@NullMarked
package io.relaystream.api.statistics;

import org.jspecify.annotations.NullMarked;
