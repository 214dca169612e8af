package dev.crossfade.core.verify;

import dev.crossfade.core.value.Digest;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a source that are known not to be in the target, by their hash. Holds about a hundred
 * bytes a row.
 */
public final class DeadRows {
  private final Map<Digest, Integer> left = new HashMap<>();

  /** Adds a row by its hash as {@link Digest#hex} prints it. */
  public void add(String hex) {
    left.merge(Digest.ofHex(1, hex), 1, Integer::sum);
  }

  /** A copy that can be used up once. */
  public DeadRows copy() {
    DeadRows copy = new DeadRows();
    copy.left.putAll(left);
    return copy;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return left.isEmpty();
  }

  /** Whether a row with this hash is among them; it is used up by asking. */
  boolean remove(long high, long low) {
    if (left.isEmpty()) {
      return false;
    }
    Digest row = new Digest(1, high, low);
    Integer count = left.get(row);
    if (count == null) {
      return false;
    }
    if (count == 1) {
      left.remove(row);
    } else {
      left.put(row, count - 1);
    }
    return true;
  }
}
