package dev.crossfade.core.live;

/**
 * A key that a pass brought into a closed store and that nobody has compared since.
 *
 * @param key encoded as {@link dev.crossfade.core.value.KeyOrder#extract} does; empty when every
 *     key of the collection was brought
 * @param version of the closed store that the last such pass led to
 */
public record ChangedKey(byte[] key, long version) {
  /** Whether it stands for every key of its collection. */
  public boolean whole() {
    return key.length == 0;
  }
}
