package dev.crossfade.core.keys;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one pattern that a key belongs to. Of several that match, the one holds with
 *
 * <ol>
 *   <li>more literal characters,
 *   <li>then fewer parts,
 *   <li>then the earlier place in the list.
 * </ol>
 *
 * <p>So {@code note/{id}/draft} goes before {@code note/{id}/{page}}, whatever their order, and an
 * exact pattern before all others. Immutable, for any number of threads; a look-up tries only
 * patterns that begin with the key's text up to its first slash, or with a part.
 */
public final class KeyPatterns {
  private static final int[] NONE = {};

  private final List<KeyPattern> all;

  /** An exact pattern says every character of its key, which no other that matches does. */
  private final Map<String, Integer> exact = new HashMap<>();

  /** Places in {@link #all}, in order of precedence, by the key's text up to its first slash. */
  private final Map<String, int[]> bySegment = new HashMap<>();

  /** The same for keys whose first segment no pattern says. */
  private final int[] anySegment;

  private KeyPatterns(List<KeyPattern> patterns) {
    all = List.copyOf(patterns);
    Map<String, KeyPattern> shapes = new HashMap<>();
    List<Integer> open = new ArrayList<>();
    Map<String, List<Integer>> segments = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      KeyPattern pattern = all.get(i);
      KeyPattern same = shapes.put(pattern.shape(), pattern);
      if (same != null) {
        throw new CrossfadeException(
            ErrorCode.CF_7362, "'" + same + "' and '" + pattern + "' match the same keys");
      }
      String segment = pattern.firstSegment();
      if (pattern.isExact()) {
        exact.put(pattern.text(), i);
      } else if (segment == null) {
        open.add(i);
      } else {
        segments.computeIfAbsent(segment, any -> new ArrayList<>()).add(i);
      }
    }
    anySegment = ordered(open, List.of());
    segments.forEach((segment, places) -> bySegment.put(segment, ordered(places, open)));
  }

  /**
   * A set of patterns.
   *
   * @param patterns in the order that decides last
   * @throws CrossfadeException CF-7362 when two of them differ in nothing but names of parts
   */
  public static KeyPatterns of(List<KeyPattern> patterns) {
    return new KeyPatterns(patterns);
  }

  private int[] ordered(List<Integer> some, List<Integer> more) {
    List<Integer> places = new ArrayList<>(some);
    places.addAll(more);
    Comparator<Integer> precedence =
        Comparator.comparingInt((Integer place) -> -all.get(place).literalCharacters())
            .thenComparingInt(place -> all.get(place).names().size())
            .thenComparingInt(place -> place);
    return places.stream().sorted(precedence).mapToInt(place -> place).toArray();
  }

  /** The patterns in the order in which they were given. */
  public List<KeyPattern> all() {
    return all;
  }

  /** The place in {@link #all} of the pattern that a key belongs to, or -1 where none matches. */
  public int indexOf(String key) {
    Integer same = exact.get(key);
    if (same != null) {
      return same;
    }
    for (int place : candidates(key)) {
      if (all.get(place).matches(key)) {
        return place;
      }
    }
    return -1;
  }

  private int[] candidates(String key) {
    int slash = bySegment.isEmpty() ? -1 : key.indexOf('/');
    int[] places = slash < 0 ? NONE : bySegment.getOrDefault(key.substring(0, slash), NONE);
    return places.length == 0 ? anySegment : places;
  }

  /** The pattern that a key belongs to, or null where none matches. */
  public @Nullable KeyPattern find(String key) {
    int place = indexOf(key);
    return place < 0 ? null : all.get(place);
  }
}
