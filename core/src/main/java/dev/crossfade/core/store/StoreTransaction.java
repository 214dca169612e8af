package dev.crossfade.core.store;

import dev.crossfade.core.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction reads and writes: the state of the store when nobody else writes, and over it
 * its own writes, which nobody else sees before its end. Of use on the thread and during the call
 * of {@link Store#inTransaction} alone; else CF-7004.
 */
public interface StoreTransaction {
  /** The value under a key, or null; a write of this transaction counts. */
  @Nullable Document get(String key);

  /** Puts a value under a key, in place of the one that is there. */
  void put(String key, Document value);

  /** Takes a key and its value away; says whether it was there. */
  boolean delete(String key);
}
