package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.keys.KeyPatterns;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.core.setting.StoreSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lanes of a store; every key belongs to one. Immutable but for what lanes hear. */
final class Lanes {
  private final KeyPatterns patterns;
  private final List<Lane> ofPatterns;
  private final Lane other;

  private Lanes(KeyPatterns patterns, List<Lane> ofPatterns, Lane other) {
    this.patterns = patterns;
    this.ofPatterns = ofPatterns;
    this.other = other;
  }

  static Lanes of(StoreSettings settings) {
    List<Lane> lanes = new ArrayList<>();
    for (PatternSettings one : settings.patterns()) {
      String text = one.pattern().text();
      // What is skipped has no table, and is never asked for one.
      String table = one.table() == null ? "skipped" : one.table();
      lanes.add(
          new Lane(
              text,
              one.pattern().prefix(),
              new HybridTable(text, table, one.columns()),
              one.priority(),
              one.skip()));
    }
    HybridTable rest = new HybridTable("other keys", settings.otherTable(), List.of());
    return new Lanes(
        settings.keyPatterns(), List.copyOf(lanes), new Lane("", "", rest, Priority.LOW, null));
  }

  /** The lane of a key. */
  Lane of(String key) {
    int place = patterns.indexOf(key);
    return place < 0 ? other : ofPatterns.get(place);
  }

  /** The control group of a key, or null where it is never moved. */
  @Nullable String group(String key) {
    Lane lane = of(key);
    return lane.skip() == null ? lane.group() : null;
  }

  /** All of them, that of keys without a pattern last. */
  List<Lane> all() {
    List<Lane> all = new ArrayList<>(ofPatterns);
    all.add(other);
    return all;
  }

  /** Those that are moved, the urgent ones first. */
  List<Lane> moved() {
    return all().stream()
        .filter(lane -> lane.skip() == null)
        .sorted(Comparator.comparing(Lane::priority))
        .toList();
  }

  /**
   * The lane of a pattern.
   *
   * @param pattern its text, or its table; empty for the keys without a pattern
   * @throws CrossfadeException CF-7207 when there is none
   */
  Lane named(String pattern) {
    return all().stream()
        .filter(lane -> lane.pattern().equals(pattern) || lane.group().equals(pattern))
        .findFirst()
        .orElseThrow(() -> new CrossfadeException(ErrorCode.CF_7207, "pattern " + pattern));
  }
}
