/** Tables of documents as a store, in the application's own process. */
@NullMarked
package dev.crossfade.postgres.store;

import org.jspecify.annotations.NullMarked;
