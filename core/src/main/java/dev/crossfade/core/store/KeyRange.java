package dev.crossfade.core.store;

import org.jspecify.annotations.Nullable;

/**
 * A range of keys, each an encoded key ({@link dev.crossfade.core.value.KeyOrder#extract}).
 *
 * @param after keys greater than this, or null for no bound
 * @param upTo keys up to and with this, or null for no bound
 */
public record KeyRange(byte @Nullable [] after, byte @Nullable [] upTo) {
  /** Every key. */
  public static final KeyRange ALL = new KeyRange(null, null);
}
