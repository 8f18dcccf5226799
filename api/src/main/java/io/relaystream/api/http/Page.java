package io.relaystream.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list as JSON.
///
/// @param next the cursor of the page after it; null at the end
record Page<T>(List<T> items, @Nullable String next) {}
