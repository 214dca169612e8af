package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows: values by key. The handlers have nothing else, and do not learn where it
 * is kept: in a file, in a database, or on the way from one to the other.
 */
interface Memory {
  /** Looks up a key. */
  Found find(String key);

  /** Puts a value under a key, in place of the one that is there. */
  void put(String key, Document value);

  /** Takes a key and its value away; says whether it was there. */
  boolean delete(String key);

  /**
   * Reads, changes and writes in one step.
   *
   * @param change takes the value that is there, or null; gives the one that shall be, or null for
   *     none. It may be called more than once
   * @return what is there now, or null
   */
  @Nullable Document update(String key, UnaryOperator<@Nullable Document> change);

  /** The entries whose keys begin with a text, in the order of their keys. */
  List<StoreEntry> list(String prefix);

  /**
   * What was found.
   *
   * @param value under the key, or null
   * @param stale whether a later value may have been acknowledged
   */
  record Found(@Nullable Document value, boolean stale) {}
}
