package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.KeyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one collection that were found equal, each at a version of the closed store. Says
 * which recorded keys need no further comparison: those that lie in such a piece and came by a pass
 * that the piece shows. A key that a later pass brought again has a later version, and stays.
 */
final class VerifiedRanges {
  private record Range(byte @Nullable [] upTo, long version, boolean equal) {}

  private final KeyOrder order;
  private final List<Range> ranges = new ArrayList<>();

  VerifiedRanges(CollectionPlan plan) {
    order = new KeyOrder(IntStream.range(0, plan.key().size()).toArray());
  }

  /**
   * Adds the piece behind the one that was added before.
   *
   * @param equal whether both stores held the same there; else every recorded key of it stays
   */
  void add(KeyRange range, long version, boolean equal) {
    ranges.add(new Range(range.upTo(), version, equal));
  }

  /** Those of the recorded keys that are done with. */
  List<ChangedKey> covered(List<ChangedKey> recorded) {
    return recorded.stream().filter(this::covers).toList();
  }

  private boolean covers(ChangedKey key) {
    if (key.whole()) {
      return ranges.stream().allMatch(range -> range.equal() && key.version() <= range.version());
    }
    Range range = ranges.get(position(key.key()));
    return range.equal() && key.version() <= range.version();
  }

  /** The first range whose last key is not below this one; the last range has an open end. */
  private int position(byte[] key) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      byte[] upTo = ranges.get(middle).upTo();
      if (upTo == null || order.compareToKey(key, 0, key.length, upTo) <= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
