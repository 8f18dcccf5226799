/// Reads what an OpenID provider says of people.
@NullMarked
package io.relaystream.api.edge.oidc;

import org.jspecify.annotations.NullMarked;
