package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * What one statement saw in one snapshot.
 *
 * @param value under the key, or null
 * @param standing what the control row of the table's live migration says of this store
 */
public record StoreReading(@Nullable Document value, StoreStanding standing) {}
