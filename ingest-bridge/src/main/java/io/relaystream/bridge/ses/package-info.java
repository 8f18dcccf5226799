/// What SES says inside an SNS notification. Pure.
@NullMarked
package io.relaystream.bridge.ses;

import org.jspecify.annotations.NullMarked;
