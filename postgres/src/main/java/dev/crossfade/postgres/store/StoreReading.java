package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * What one statement saw in one snapshot.
 *
 * @param value under the key, or null
 * @param open whether the control row of the table's live migration says that this store is the
 *     open one; false where there is none
 */
public record StoreReading(@Nullable Document value, boolean open) {}
