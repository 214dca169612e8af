package dev.crossfade.core.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ids of outbox entries, sorted, without boxing. */
public final class EntryIds {
  private final long[] ids;

  /**
   * @param ids taken over and sorted
   */
  public EntryIds(long[] ids) {
    this.ids = ids;
    Arrays.sort(ids);
  }

  /** How many. */
  public int size() {
    return ids.length;
  }

  /** The id at a position, from 0, in ascending order. */
  public long get(int index) {
    return ids[index];
  }

  @Override
  public String toString() {
    return Arrays.toString(ids);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EntryIds entries && Arrays.equals(ids, entries.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }
}
