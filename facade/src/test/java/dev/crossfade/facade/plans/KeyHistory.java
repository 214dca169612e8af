package dev.crossfade.facade.plans;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one writer tried to do to a key, or to keys that it writes together: version after version,
 * each a value or a delete. A version is begun, and then acknowledged, refused (nothing was
 * written), or its outcome stays unknown. Version 0 is the absence before the first. Safe for any
 * number of threads, of which one writes.
 */
final class KeyHistory {
  private static final int TEXTS = 7;

  private final String name;
  private final Set<Long> deletes = new HashSet<>();
  private final Set<Long> refused = new HashSet<>();
  private long begun;
  private long acknowledged;
  private long seen;

  KeyHistory(String name) {
    this.name = name;
    deletes.add(0L);
  }

  String name() {
    return name;
  }

  /** Begins the next version. */
  synchronized long begin(boolean delete) {
    begun++;
    if (delete) {
      deletes.add(begun);
    }
    return begun;
  }

  synchronized void acknowledge(long version) {
    acknowledged = version;
  }

  synchronized void refuse(long version) {
    refused.add(version);
  }

  /** The oldest version that a read which begins now may give. */
  synchronized long floor() {
    return Math.max(acknowledged, seen);
  }

  /** Whether the key is there; null when that is not known. */
  synchronized @Nullable Boolean isThere() {
    for (long version = acknowledged + 1; version <= begun; version++) {
      if (!refused.contains(version)) {
        return null;
      }
    }
    return !deletes.contains(acknowledged);
  }

  /**
   * Judges what a read gave.
   *
   * @param floor {@link #floor} before the read began; -1 for a read that may be stale
   * @return what is wrong with it, or null
   */
  synchronized @Nullable String judge(String key, @Nullable Document found, long floor) {
    if (found == null) {
      for (long version = Math.max(0, floor); version <= begun; version++) {
        if (deletes.contains(version) && !refused.contains(version)) {
          if (floor >= 0) {
            seen = Math.max(seen, version);
          }
          return null;
        }
      }
      return key + " is not there; " + standing(floor);
    }
    long version = version(found);
    if (version < Math.max(1, floor) || version > begun) {
      return key + " is of version " + version + "; " + standing(floor);
    }
    if (refused.contains(version)) {
      return key + " is of version " + version + ", which was refused; " + standing(floor);
    }
    if (deletes.contains(version) || !found.equals(value(key, version))) {
      return key + " is of version " + version + " with another value; " + standing(floor);
    }
    if (floor >= 0) {
      seen = Math.max(seen, version);
    }
    return null;
  }

  private String standing(long floor) {
    return "floor "
        + floor
        + ", acknowledged "
        + acknowledged
        + ", seen "
        + seen
        + ", begun "
        + begun
        + ", refused "
        + refused.stream().filter(version -> version > acknowledged - 3).toList()
        + ", deletes "
        + deletes.stream().filter(version -> version > acknowledged - 3).toList();
  }

  /** The version that a value says it is; -1 for what is none of ours. */
  static long version(Document value) {
    return value instanceof Document.MapOf map
            && map.entries().get(new Document.Text("version")) instanceof Document.Int number
        ? number.value()
        : -1;
  }

  /** The value of a version: JSON has it, too. Attributes now and then do not fit their columns. */
  static Document value(String key, long version) {
    MapBuilder map = new MapBuilder();
    map.put(new Document.Text("version"), new Document.Int(version));
    if (version % TEXTS != 0) {
      map.put(
          new Document.Text("name"),
          version % TEXTS == 1
              ? new Document.Int(version)
              : new Document.Text("é\"" + key + "\n" + version));
    }
    map.put(
        new Document.Text("rest"),
        new Document.VectorOf(List.of(new Document.Bool(true), new Document.Int(-version))));
    return map.build();
  }
}
