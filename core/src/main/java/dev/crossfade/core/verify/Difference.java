package dev.crossfade.core.verify;

import java.util.List;

/**
 * A row in which two sides differ.
 *
 * @param kind in what way
 * @param key the encoded key; the whole row where the collection has no key
 * @param source the encoded row of the source; empty when it has none
 * @param target the encoded row of the target; empty when it has none
 * @param columns positions of the columns that differ; empty unless both sides have the row
 */
public record Difference(
    Kind kind, byte[] key, byte[] source, byte[] target, List<Integer> columns) {

  /** In what way the sides differ. */
  public enum Kind {
    /** The target lacks the row. */
    MISSING,
    /** Only the target has the row. */
    EXTRA,
    /** Both have the key, with other values. */
    DIFFERING
  }
}
