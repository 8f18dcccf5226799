/// Tests of problems, cursors and what becomes of failures.
@NullMarked
package io.relaystream.api.http;

import org.jspecify.annotations.NullMarked;
