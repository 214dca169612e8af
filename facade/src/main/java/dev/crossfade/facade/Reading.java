package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a read found.
 *
 * @param value under the key, or null
 * @param origin the store that gave it
 * @param stale whether a later value may have been acknowledged: the open store did not answer, and
 *     the other one, which shows a past state of it, stood in
 */
public record Reading(@Nullable Document value, Origin origin, boolean stale) {}
