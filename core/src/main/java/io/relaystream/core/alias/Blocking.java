package io.relaystream.core.alias;

import io.relaystream.core.Code;

/// Which mail the owner wants blocked at an alias.
public enum Blocking implements Code {
    NONE,
    PROMOTIONS,
    ALL
}
